// The page's own API.
async function answered(response) {
  const found = await response.json();
  if (!response.ok) throw new Error(found.error);
  return found;
}

const request = (data, signal) => ({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data), signal });

export const get = async address => answered(await fetch(address));
export const post = async (address, data, signal) => answered(await fetch(address, request(data, signal)));

// The rows as a file: CSV as `kg query` writes it, or JSON.
export async function save(answer, format) {
  const { asked } = answer;
  let text = JSON.stringify(answer.rows, null, 1);
  if (format === "csv") {
    const response = await fetch(asked.question ? "/api/ask" : "/api/query", request({ ...asked, format }));
    if (!response.ok) await answered(response);
    text = await response.text();
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: format === "csv" ? "text/csv" : "application/json" }));
  link.download = `${asked.question || "rows"}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
