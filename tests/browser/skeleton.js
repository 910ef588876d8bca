// What a page is built of, without its words: its main part, and all that stands around it.
// Elements, classes and the attributes that axe judges by stay; of texts, addresses and values only whether
// there are any; of siblings that are built alike, two.
() => {
  const WORDS = ["href", "src", "action", "value", "content", "title", "alt", "aria-label", "datetime"];
  const attribute = ({ name, value }) =>
    WORDS.includes(name) ? `${name}=${value.trim() ? "…" : ""}` : `${name}=${value.replace(/\d+/g, "0")}`;
  const built = (node, without) => {
    if (node === without) return "";
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "…" : "";
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const inside = [];
    for (const child of node.childNodes) {
      const one = built(child, without);
      const [last, before] = [inside.at(-1), inside.at(-2)];
      if (one && !(one === last && one === before)) inside.push(one);
    }
    return `<${node.tagName} ${[...node.attributes].map(attribute).join(" ")}>${inside.join("")}</>`;
  };
  const main = document.querySelector("main");
  return [built(document.body, main), main ? built(main, null) : ""];
}
