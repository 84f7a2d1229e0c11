// Saves what is typed into the form of a draft, keeps it on this device while it is not saved, and says where it stands.
// Works on the plain fields; an editor that shows one of them in another way writes into it and dispatches `input`.
import { show } from './comparing.js';
import { Device } from './device.js';
import { fitting, same, served, typed, write } from './fields.js';
import { Saving } from './saving.js';
import { countStored } from './words.js';

const WAIT = 20000 // after a change; saved at the latest 30 seconds after it
const KEEP = 400
const AGAIN = 30000
const LONGEST_WAIT = 600000
const part = (name) => document.getElementById(`draft-${name}`)

class Draft {
  constructor(form, settings) {
    Object.assign(this, { form, settings, place: settings.place, words: settings.words })
    this.device = new Device(settings)
    this.saving = new Saving(form, settings.save)
    this.stored = settings.typed ? [] : served(form)
    this.paused = settings.paused // another text stands: only the person decides
    form.autocomplete = 'off' // the browser fills in nothing older
  }

  async start() {
    this.showDevice()
    this.form.addEventListener('input', () => this.changed())
    this.form.addEventListener('change', () => this.changed())
    this.form.addEventListener('submit', (event) => this.submit(event))
    document.addEventListener('visibilitychange', () => this.save({ leaving: document.hidden }))
    window.addEventListener('pagehide', () => this.save({ leaving: true }))
    window.addEventListener('pageshow', () => (this.going = false))
    window.addEventListener('online', () => this.save())
    window.addEventListener('beforeunload', (event) => {
      if (!this.going && this.failed && !this.isKept && !same(typed(this.form), this.stored)) event.preventDefault()
    })
    this.device.dropOld()
    await this.look()
    this.form.dataset.looked = '' // what the device has is on the page by now
    if (!same(typed(this.form), this.stored)) this.changed()
  }

  // A copy on this device that is not what the server has.
  async look() {
    let copy
    for (const place of this.settings.places) copy = copy || (await this.device.get(place))
    if (!copy || this.settings.typed || !this.isOurs(copy)) return
    const content = fitting(this.form, copy.content)
    if (same(content, typed(this.form))) return this.drop()
    this.open = true
    part('kept').hidden = false
    part('kept-at').textContent = new Date(copy.at).toLocaleString(document.documentElement.lang)
    part('kept-newer').hidden = copy.stamp === this.stamp
    part('restore').onclick = () => this.decide(() => write(this.form, content))
    part('discard').onclick = () => this.decide(() => this.drop())
    part('compare').onclick = () => show(part('differences'), this.form, typed(this.form), content)
  }

  isOurs(copy) {
    const author = copy.content.find((one) => one[0] === 'organization')
    return !author || !this.settings.organization || author[1] === this.settings.organization
  }

  decide(verb) {
    this.open = false
    part('kept').hidden = true
    verb()
    this.form.querySelector('textarea').focus()
    this.changed()
  }

  get stamp() {
    return this.form.elements.stamp ? this.form.elements.stamp.value : ''
  }

  changed() {
    this.count()
    clearTimeout(this.keeping)
    this.keeping = setTimeout(() => this.keep(), KEEP)
    this.later(WAIT)
  }

  later(time) {
    this.timer = this.timer || setTimeout(() => this.save(), time)
  }

  count() {
    const { source, notation } = this.form.elements
    this.tell(countStored(source.value, notation?.value))
  }

  tell(words) {
    part('words').textContent = this.words.count.replace('{words}', words.toLocaleString('en'))
  }

  async keep() {
    const content = typed(this.form)
    if (this.open) return
    if (same(content, this.stored)) return this.drop()
    this.isKept = await this.device.put(this.place, { content, stamp: this.stamp })
  }

  drop() {
    this.isKept = false
    for (const place of new Set([this.place, ...this.settings.places])) this.device.drop(place)
  }

  isEmpty(content) {
    return !this.stamp && !content.some(([name, value]) => /^(title|source|summary)$/.test(name) && value.trim())
  }

  // Saves what is not saved yet; gives back what came of it, or nothing where there was nothing to do.
  async save({ leaving = false } = {}) {
    if (this.busy && !leaving) await this.busy
    clearTimeout(this.timer)
    this.timer = undefined
    const content = typed(this.form)
    const idle = this.paused || this.going || this.isEmpty(content)
    if (idle || same(content, this.stored) || same(content, this.sent)) return undefined
    this.sent = content
    this.busy = this.saving.save({ leaving })
    const result = await this.busy
    this.busy = this.sent = undefined
    await this.took(result, content)
    return result
  }

  async took(result, content) {
    this.failed = result.kind !== 'saved'
    part('signin').hidden = result.kind !== 'signedOut'
    if (result.kind === 'saved') return this.took_in(result, content)
    clearTimeout(this.keeping)
    await this.keep()
    const kept = this.isKept ? this.words.kept : this.words.notKept
    this.say(`${result.said || this.words[result.kind]} ${kept}`)
    if (result.kind === 'stale') this.paused = true
    if (/^(offline|signedOut|broken|tooOften)$/.test(result.kind)) this.later(this.patience(result))
  }

  // How long to wait before it is tried again: what the server asks for; where it is broken, longer each time.
  patience({ kind, wait = 0 }) {
    this.refusals = /^(broken|tooOften)$/.test(kind) ? (this.refusals || 0) + 1 : 0
    const longer = AGAIN * 2 ** Math.max(0, this.refusals - 1)
    return Math.min(Math.max(longer, wait * 1000), LONGEST_WAIT)
  }

  took_in(result, content) {
    this.stored = content
    this.refusals = 0
    this.say(result.said)
    part('checks').innerHTML = result.checks
    if (result.edit) this.begun(result)
    this.form.elements.stamp.value = result.stamp
    if (!same(typed(this.form), content)) return this.changed()
    this.drop()
    this.tell(result.words) // the server counted what it stored
  }

  // The draft of a new form has an address of its own now.
  begun(result) {
    this.drop()
    this.place = result.place
    this.saving.address = result.save
    this.form.action = result.edit
    history.replaceState(null, '', result.edit)
    const stamp = document.createElement('input')
    Object.assign(stamp, { type: 'hidden', name: 'stamp' })
    this.form.append(stamp)
    for (const name of ['organization', 'form_key']) if (this.form.elements[name]) this.form.elements[name].disabled = true
    this.stored = typed(this.form)
  }

  // A button saves in the same way first; then the copy on this device can go before the page does.
  async submit(event) {
    if (this.going || this.paused) {
      this.going = true
      return
    }
    // Nothing to wait for: a form that is being sent cannot be sent again before this event is over.
    const content = typed(this.form)
    if (!this.busy && (this.isEmpty(content) || same(content, this.stored))) {
      this.saving.mark('')
      this.going = true
      return
    }
    const { submitter } = event // an event that is over may have forgotten it
    event.preventDefault()
    if (this.submitting) return
    this.submitting = true
    const result = await this.save()
    this.submitting = false
    if (result && /^(offline|signedOut)$/.test(result.kind)) return
    this.saving.mark(result?.kind === 'saved' ? result.key : '')
    this.going = true
    this.form.requestSubmit(submitter)
  }

  say(words) {
    part('status').textContent = words
  }

  showDevice() {
    const box = part('off')
    part('device').hidden = !this.device.possible
    box.checked = this.device.possible && !this.device.allowed
    box.onchange = async () => {
      this.device.allowed = !box.checked
      if (box.checked) await this.device.dropAll()
      this.keep()
    }
  }
}

// The formatted editor writes the text in its own notation: what stands in the form is known when it has come, or not.
async function editorSettled() {
  const editor = document.getElementById('editor')
  if (!editor || editor.dataset.settled) return
  await new Promise((done) => {
    editor.addEventListener('editor:settled', done, { once: true })
    setTimeout(done, 5000)
  })
}

const told = part('settings')
await editorSettled()
if (told) new Draft(document.querySelector('form[data-draft]'), JSON.parse(told.textContent)).start()
