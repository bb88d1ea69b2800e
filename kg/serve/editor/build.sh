#!/bin/sh
# Makes ../static/vendor/codemirror.min.js anew from the versions in package-lock.json, with their licences beside it.
# Needs node and npm. Same versions, same bytes: afterwards write the sha256 that this prints into vendored.yaml there.
# To take newer versions: change package.json, then `npm install --package-lock-only --omit-lockfile-registry-resolved`.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
into=$here/../static/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/codemirror.mjs" "$work"
cd "$work"
npm ci --silent --ignore-scripts
npx esbuild codemirror.mjs --bundle --minify --format=esm --target=es2022 \
  --banner:js="/* CodeMirror 6, MIT, see codemirror.LICENSE.txt; built by kg/serve/editor/build.sh */" \
  --outfile="$into/codemirror.min.js" --log-level=warning
cat node_modules/@codemirror/view/LICENSE > "$into/codemirror.LICENSE.txt"
printf '\n\nOf the packages in the bundle:\n\n' >> "$into/codemirror.LICENSE.txt"
for one in @codemirror/* @lezer/* @marijn/find-cluster-break crelt style-mod w3c-keyname; do
  for folder in node_modules/$one; do
    name=${folder#node_modules/}
    printf '%s: %s\n' "$name" "$(grep -i '^copyright' "$folder/LICENSE" | head -1)" >> "$into/codemirror.LICENSE.txt"
  done
done
sha256sum "$into/codemirror.min.js"
wc -c "$into/codemirror.min.js"
