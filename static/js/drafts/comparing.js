// Shows what a text on this device has that the saved one has not, and the other way round: fields, then paragraphs.
import { inWords, same } from './fields.js';

const paragraphs = (text) => text.split(/\n{2,}/).filter((one) => one.trim())

function element(name, text) {
  const made = document.createElement(name)
  made.dir = 'auto'
  made.textContent = text
  return made
}

export function show(place, form, saved, kept) {
  place.replaceChildren()
  const names = new Set([...saved, ...kept].map((one) => one[0]))
  for (const name of names) {
    const [old, fresh] = [saved, kept].map((content) => content.filter((one) => one[0] === name))
    if (name === 'notation' || same(old, fresh)) continue
    const before = inWords(form, name, saved)
    const [gone, added] = [paragraphs(before.words), paragraphs(inWords(form, name, kept).words)]
    const lines = [
      ...gone.filter((one) => !added.includes(one)).map((one) => element('del', one)),
      ...added.filter((one) => !gone.includes(one)).map((one) => element('ins', one)),
    ]
    place.append(element('h3', before.title))
    for (const line of lines) {
      const row = document.createElement('p')
      row.append(line)
      place.append(row)
    }
  }
}
