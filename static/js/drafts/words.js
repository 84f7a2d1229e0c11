// How many words people would count: the same rule as portal/search.py count_words, tested with the same cases.
const IDEOGRAPH = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u{20000}-\u{3134f}]/gu
const BLANK = /[\s\x1c-\x1f\x85]+/u
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

// The words of a text in either notation (see static/editor): of HTML, a line a block.
export function readable(value, notation) {
  if (notation !== 'html') return value
  const page = new DOMParser().parseFromString(value, 'text/html')
  for (const block of page.querySelectorAll('p, h2, h3, h4, li, tr, br')) block.after('\n\n')
  for (const piece of page.querySelectorAll('td, th, small')) piece.before(' ')
  return page.body.textContent.replace(/\n{3,}/g, '\n\n').trim()
}

export function countWords(text) {
  const ideographs = (text.match(IDEOGRAPH) || []).length
  const others = text.replace(IDEOGRAPH, ' ').split(BLANK)
  return ideographs + others.filter((word) => LETTER_OR_DIGIT.test(word)).length
}
