// Reads and writes all fields of a form, whatever they are. A content is a list of [name, value], in the form's order.
import { readable } from './words.js';

const KEYS = ['csrfmiddlewaretoken', 'stamp', 'form_key', 'save_key', 'after']
const OTHERS = /^(submit|button|reset|image|file|fieldset)$/

const fieldsOf = (form) =>
  [...form.elements].filter((one) => one.name && !one.disabled && !KEYS.includes(one.name) && !OTHERS.test(one.type))

const isTicked = (field) => /^(checkbox|radio)$/.test(field.type)

function contentOf(form, how) {
  return fieldsOf(form).flatMap((field) => {
    if (isTicked(field)) return how.ticked(field) ? [[field.name, field.value]] : []
    if (field.options) return how.chosen([...field.options], field).map((option) => [field.name, option.value])
    return [[field.name, how.value(field).replace(/\r\n?/g, '\n')]]
  })
}

// What stands in the form now.
export const typed = (form) =>
  contentOf(form, {
    ticked: (field) => field.checked,
    chosen: (options) => options.filter((option) => option.selected),
    value: (field) => field.value,
  })

// What the server put into it, whatever the browser filled in since.
export const served = (form) =>
  contentOf(form, {
    ticked: (field) => field.defaultChecked,
    chosen: (options, list) => {
      const marked = options.filter((option) => option.defaultSelected)
      return marked.length || list.multiple ? marked : options.slice(0, 1)
    },
    value: (field) => (field.type === 'hidden' ? field.getAttribute('value') || '' : field.defaultValue),
  })

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)

// The part of a content that this form has fields for.
export const fitting = (form, content) =>
  content.filter(([name]) => form.elements[name] || form.querySelector(`[data-choices="${CSS.escape(name)}"]`))

// Puts a content into the form, and tells whoever shows a field in another way.
export function write(form, content) {
  const left = content.slice()
  const take = (name, value) => {
    const at = left.findIndex((one) => one[0] === name && (value === undefined || one[1] === value))
    return at < 0 ? undefined : left.splice(at, 1)[0][1]
  }
  const fields = fieldsOf(form)
  for (const field of fields) {
    if (isTicked(field)) field.checked = take(field.name, field.value) !== undefined
    else if (field.options) for (const option of field.options) option.selected = take(field.name, option.value) !== undefined
    else field.value = take(field.name) ?? field.value
  }
  for (const [name, value] of left) tickUnseen(form, name, value)
  for (const field of fields) field.dispatchEvent(new Event('change', { bubbles: true }))
}

// A choice that the form does not show now, as it was found by words elsewhere: ticked, under its key.
function tickUnseen(form, name, value) {
  const list = form.querySelector(`[data-choices="${CSS.escape(name)}"]`)
  if (!list || !value) return
  const label = document.createElement('label')
  label.className = 'opt'
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', name, value, checked: true })
  const words = document.createElement('span')
  words.textContent = value
  label.append(box, words)
  list.prepend(label)
}

// The name of a field for people, and its value in words.
export function inWords(form, name, content) {
  const field = [form.elements[name]].flatMap((one) => (one instanceof RadioNodeList ? [...one] : one))[0]
  const title = field.closest('fieldset.f')?.querySelector('legend') || form.querySelector(`label[for="${field.id}"]`)
  const notation = content.find((one) => one[0] === 'notation')?.[1]
  const said = (value) => (name === 'source' ? readable(value, notation) : value)
  const values = content.filter((one) => one[0] === name).map((one) => said(one[1]))
  const words = values.map((value) => {
    const one = fieldsOf(form).find((other) => other.name === name && isTicked(other) && other.value === value)
    const option = field.options && [...field.options].find((other) => other.value === value)
    return (one?.closest('label')?.textContent || option?.textContent || value).trim()
  })
  return { title: title ? title.textContent.trim() : name, words: words.join('\n\n') }
}
