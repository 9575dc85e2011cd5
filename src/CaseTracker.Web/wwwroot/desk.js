// The desk: a suggestion is taken over by its button, and taken back by a second click.
(() => {
  'use strict';
  const form = document.querySelector('.desk form');
  const field = name => [...form.elements].filter(e => e.name === name);
  document.getElementById('known').addEventListener('click', e => {
    const button = e.target.closest('[data-set-name]');
    if (!button) return;
    const [input] = field(button.dataset.setName);
    if (!input) return;
    const taken = input.value !== button.dataset.setValue;
    input.value = taken ? button.dataset.setValue : '';
    for (const other of document.querySelectorAll('#known [data-set-name]')) {
      if (other.dataset.setName === button.dataset.setName) other.setAttribute('aria-pressed', String(taken && other === button));
    }
    const next = field('Input.Next').find(r => r.value === button.dataset.setNext);
    if (taken && next) next.checked = true;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    show();
  });
  // What was taken over stays marked when the suggestions come anew.
  document.body.addEventListener('htmx:afterSwap', () => {
    for (const button of document.querySelectorAll('#known [data-set-name]')) {
      button.setAttribute('aria-pressed', String(field(button.dataset.setName)[0]?.value === button.dataset.setValue));
    }
  });
  const part = form.querySelector('.petition-part');
  const service = form.querySelector('.service-part');
  const show = () => {
    const next = [...field('Input.Next')].find(r => r.checked)?.value;
    part.hidden = next !== 'Petition';
    service.hidden = next !== 'Benefit' && next !== 'CareVisit';
  };
  // Enter goes to the next field, as people here are used to; Ctrl+Enter registers.
  form.addEventListener('keydown', e => {
    if (e.key !== 'Enter' || e.ctrlKey || e.isComposing || e.keyCode === 229 || !e.target.matches('input, select')) return;
    e.preventDefault();
    const stops = [...form.elements].filter(f => f.type !== 'hidden' && f.tabIndex >= 0 && !f.disabled && f.offsetParent);
    stops[stops.indexOf(e.target) + 1]?.focus();
  });
  form.addEventListener('change', e => { if (e.target.name === 'Input.Next') show(); });
  show();
})();
