// Counts the words of texts in light marks, given as a JSON list on standard input, as the writing page does.
import { readFileSync } from "node:fs";

const script = new URL("../../static/js/drafts/words.js", import.meta.url);
const source = readFileSync(script, "utf-8");
const { countStored } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const texts = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(texts.map((text) => countStored(text, "plain"))));
