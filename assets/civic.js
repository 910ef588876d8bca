// Makes pages better where scripts run; every page works without them.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from 'govuk-frontend'

// The library looks for these words before it starts; an inline script to write them would need a hole in the policy.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component)
}

// All or none of some boxes, and how many are ticked. Without a script the buttons send the form, which comes back so.
for (const chooser of document.querySelectorAll('[data-civic-choose]')) {
  const boxes = [...chooser.closest('fieldset').querySelectorAll('input[type=checkbox]')]
  const chosen = chooser.querySelector('[data-civic-chosen]')
  const count = () => {
    chosen.textContent = boxes.filter((box) => box.checked).length
  }
  for (const box of boxes) {
    box.addEventListener('change', count)
  }
  for (const button of chooser.querySelectorAll('button')) {
    button.type = 'button'
    button.addEventListener('click', () => {
      for (const box of boxes) {
        box.checked = button.value.endsWith(':all')
      }
      count()
    })
  }
  count()
}

// A print button is of no use without a script, so it arrives hidden.
for (const button of document.querySelectorAll('[data-civic-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// Keys for whoever triages all day. Each only presses what is on the page, none works while somebody types, and all can
// be turned off (WCAG 2.1.4).
const KEYS = [
  ['/', 'Go to the search'],
  ['j', 'Next invitation in the list'],
  ['k', 'Previous invitation in the list'],
  ['x', 'Select the invitation'],
  ['Enter', 'Open it'],
  ['n', 'Next case, from a case'],
  ['?', 'Show these keys'],
]
// Where nothing can be kept, the keys are on.
const KEPT = 'civic-keys-off'
const off = {
  get: () => {
    try {
      return localStorage.getItem(KEPT) === '1'
    } catch {
      return false
    }
  },
  set: (is) => {
    try {
      localStorage.setItem(KEPT, is ? '1' : '0')
    } catch {
      // Nothing is kept.
    }
  },
}
const listed = [...document.querySelectorAll('.civic-list a.civic-list__name')]

function move(by) {
  const here = listed.indexOf(document.activeElement)
  const to = here < 0 && by < 0 ? listed.length - 1 : here + by
  listed[Math.min(Math.max(to, 0), listed.length - 1)]?.focus()
}

function showKeys() {
  const dialog = document.createElement('dialog')
  dialog.className = 'civic-keys'
  dialog.setAttribute('aria-labelledby', 'civic-keys-title')
  dialog.innerHTML = `<h2 class="govuk-heading-m" id="civic-keys-title">Keyboard shortcuts</h2><dl class="civic-keys__list">${KEYS.map(
    ([key, does]) => `<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`,
  ).join('')}</dl><p class="govuk-body"><label><input type="checkbox" ${
    off.get() ? '' : 'checked'
  }> Use these keys on this computer</label></p><form method="dialog"><button class="govuk-button">Close</button></form>`
  dialog.querySelector('input').addEventListener('change', (event) => off.set(!event.target.checked))
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

const DOES = {
  '/': () => (document.querySelector('main [role=search] input:not([type=hidden])') ?? document.querySelector('[role=search] input'))?.focus(),
  j: () => move(1),
  k: () => move(-1),
  n: () => document.querySelector('[data-civic-next]')?.click(),
  x: () => document.activeElement.closest('tr')?.querySelector('.civic-list__box')?.click(),
  '?': showKeys,
}

for (const button of document.querySelectorAll('[data-civic-keys]')) {
  button.hidden = false
  button.addEventListener('click', showKeys)
}

// What is folded opens where a link leads into it, and on paper.
const unfold = () => {
  const to = location.hash.length > 1 && document.getElementById(location.hash.slice(1))
  to?.closest?.('details')?.setAttribute('open', '')
}
window.addEventListener('hashchange', unfold)
unfold()
window.addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('.civic-fold:not([open]), .civic-folded:not([open])')) {
    folded.open = true
  }
})

if (document.body.classList.contains('civic-desk')) {
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable]')
    const elsewhere = event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')
    if (typing || elsewhere || !DOES[event.key] || off.get()) {
      return
    }
    event.preventDefault()
    DOES[event.key]()
  })
}
