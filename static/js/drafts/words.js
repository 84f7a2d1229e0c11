// How many words people would count: the same rules as the server's, tested with the same cases (tests/js/words.json).
const IDEOGRAPH = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u{20000}-\u{3134f}]/gu
const BLANK = /[\s\x1c-\x1f\x85]+/u
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u
// The light marks of portal/prose: what of them is no word.
const DEFINITION = /^\[\^([^\s\[\]]{1,20})\]: *(.+)$/
const REFERENCE = /(?<!\\)\[\^([^\s\[\]]{1,20})\]/g
const LINK = /(?<!\\)\[((?:[^\\\]\[\n]|\\.)+)\]\((?:https?:\/\/|mailto:)(?:[^\\()\s]|\\.)+\)/g
const ITEM = /^(\s*(?:> ?)*\s*)(?:([-*•])|(\d{1,6})[.)])(?= |$)/
const ROW = /^(?:\s|>|[-*•] |\d{1,6}[.)] )*\|/
const OTHER_BLOCK = /^\s*(?:$|#{1,6} |\||>)/

// The words of a text in either notation (see static/editor): of HTML, a line a block.
export function readable(value, notation) {
  if (notation !== 'html') return value
  const page = new DOMParser().parseFromString(value, 'text/html')
  for (const block of page.querySelectorAll('p, h2, h3, h4, li, tr, br, blockquote')) block.after('\n\n')
  for (const list of page.querySelectorAll('ul, ol')) list.before('\n')
  for (const piece of page.querySelectorAll('td, th, small')) piece.before(' ')
  return page.body.textContent.replace(/\n{3,}/g, '\n\n').trim()
}

export function countWords(text) {
  const ideographs = (text.match(IDEOGRAPH) || []).length
  const others = text.replace(IDEOGRAPH, ' ').split(BLANK)
  return ideographs + others.filter((word) => LETTER_OR_DIGIT.test(word)).length
}

// How many words a text in either notation has when it is stored.
export const countStored = (value, notation) =>
  countWords(notation === 'html' ? readable(value, notation) : unmarked(value))

// A text without its marks, as far as they would count: numbers of items, addresses behind words, signs of footnotes.
export function unmarked(text) {
  const { lines, notes } = withoutDefinitions(text.split(/\r\n|\r|\n/))
  const used = new Set()
  const said = (_whole, label) => {
    if (!notes.has(label)) return _whole
    used.add(label)
    return ` ${notes.get(label)}`
  }
  const words = withoutNumbers(lines).map(withoutBars).join('\n').replace(LINK, '$1').replace(REFERENCE, said)
  const left = [...notes].filter(([label]) => !used.has(label)).map(([label, note]) => `[^${label}]: ${note}`)
  return [words, ...left].join('\n')
}

function withoutDefinitions(all) {
  const [lines, notes] = [[], new Map()]
  let label
  for (const line of all) {
    const found = DEFINITION.exec(line.trimEnd())
    if (found && !notes.has(found[1])) {
      label = found[1]
      notes.set(label, found[2].replace(LINK, '$1'))
    } else if (label && /^ {2,}\S/.test(line)) {
      notes.set(label, `${notes.get(label)} ${line.trim()}`)
    } else {
      label = undefined
      lines.push(line)
    }
  }
  return { lines, notes }
}

// A number begins an item where a block can begin; inside a paragraph only 1 does, as others may be a year.
function withoutNumbers(lines) {
  let inParagraph = false
  return lines.map((line) => {
    const item = ITEM.exec(line)
    const begins = item && (item[2] || item[3] === '1' || !inParagraph)
    if (begins) inParagraph = false
    else if (OTHER_BLOCK.test(line)) inParagraph = false
    else if (!/^\s/.test(line)) inParagraph = true
    return begins ? item[1] + line.slice(item[0].length) : line
  })
}

// Cells are parted by bars, and a line break in one is written out.
const withoutBars = (line) => (ROW.test(line) ? line.replace(/(?<!\\)\|/g, ' ').replace(/(?<!\\)<br>/g, ' ') : line)
