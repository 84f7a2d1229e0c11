// Formatted text instead of marks, where scripts run. The form's own textarea stays what counts: every change is
// written into it with an `input` event, and a `change` event on it makes the editor read it again. The field
// "notation" beside it says what it holds. Whatever goes wrong, the textarea with its marks is still there.
const parts = document.getElementById('editor')
async function begin() {
  const [engine, schema, toolbar, pasting] = await Promise.all(
    ['engine', 'schema', 'toolbar', 'pasting'].map((name) => import(parts.dataset[name])),
  )
  const textarea = document.querySelector('textarea[name=source]')
  const notation = textarea.form.elements.notation
  const html = startingText(textarea, notation)
  if (html === null) return
  const surface = parts.content.cloneNode(true).firstElementChild
  textarea.before(surface)
  const editor = new engine.Editor({
    element: surface.querySelector('[data-surface]'),
    injectCSS: false,
    extensions: schema.extensions(engine),
    content: html,
    editorProps: {
      attributes: attributes(textarea),
      transformPastedHTML: (pasted) => pasting.cleaned(pasted, (lost) => tell(surface, lost)),
      handlePaste: (_view, event) => refusesFiles(event.clipboardData, surface),
      handleDrop: (_view, event) => refusesFiles(event.dataTransfer, surface),
    },
    onUpdate: () => write(textarea, current(editor)),
  })
  toolbar.attach(surface, editor, schema.leave)
  hide(textarea, notation, editor)
  follow(textarea, notation, editor, surface)
}

// Marks cannot be read here: if they were changed before the editor came, they stay as they are.
function startingText(textarea, notation) {
  if (notation.value === 'html') return textarea.value
  if (textarea.value !== textarea.defaultValue) return null
  return JSON.parse(document.getElementById('formatted').textContent)
}

function attributes(textarea) {
  const label = textarea.labels[0]
  label.id ||= `${textarea.id}_label`
  const names = { role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': label.id, class: 'doc' }
  for (const name of ['lang', 'dir', 'aria-describedby', 'aria-invalid']) {
    if (textarea.hasAttribute(name)) names[name] = textarea.getAttribute(name)
  }
  return names
}

const current = (editor) => (editor.isEmpty ? '' : editor.getHTML())

function write(textarea, html) {
  textarea.value = html
  textarea.dispatchEvent(new Event('input', { bubbles: true }))
}

// The page as it came counts as unchanged; a browser that goes back must not mix one notation with the other.
function hide(textarea, notation, editor) {
  textarea.defaultValue = textarea.value = current(editor)
  notation.defaultValue = notation.value = 'html'
  textarea.autocomplete = notation.autocomplete = 'off'
  textarea.classList.add('vh')
  textarea.tabIndex = -1
  textarea.setAttribute('aria-hidden', 'true')
  document.getElementById('marks')?.setAttribute('hidden', '')
}

function follow(textarea, notation, editor, surface) {
  textarea.addEventListener('focus', () => editor.commands.focus())
  textarea.labels[0].addEventListener('click', () => editor.commands.focus())
  textarea.addEventListener('change', () => {
    if (notation.value !== 'html') return giveUp(textarea, editor, surface)
    if (textarea.value !== current(editor)) editor.commands.setContent(textarea.value, { emitUpdate: false })
  })
  textarea.form.elements.language?.addEventListener('change', (event) => speak(textarea, editor, event.target.value))
}

// Somebody brought back a text in marks: then marks it is.
function giveUp(textarea, editor, surface) {
  editor.destroy()
  surface.remove()
  textarea.classList.remove('vh')
  textarea.removeAttribute('tabindex')
  textarea.removeAttribute('aria-hidden')
  document.getElementById('marks')?.removeAttribute('hidden')
}

function speak(textarea, editor, language) {
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  for (const name of ['title', 'summary', 'source']) {
    const field = textarea.form.elements[name]
    if (field) Object.assign(field, { lang: language, dir: direction })
  }
  editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes: attributes(textarea) } })
}

function refusesFiles(data, surface) {
  const files = [...(data?.files ?? [])]
  if (!files.length || data.types.includes('text/html')) return false
  tell(surface, ['pictures'])
  return true
}

function tell(surface, lost) {
  for (const line of surface.querySelectorAll('[data-lost]')) line.hidden = !lost.includes(line.dataset.lost)
}

// Whoever reads the form (js/drafts) waits for this: from here on it says how its text is written.
begin()
  .catch((problem) => console.warn('The formatted editor did not start.', problem))
  .finally(() => {
    parts.dataset.settled = 'yes'
    parts.dispatchEvent(new Event('editor:settled'))
  })
