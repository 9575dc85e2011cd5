// The site's own script. Every page works without it, but for drafts, suggestions and keys.
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const token = form => form.querySelector('[name=__RequestVerificationToken]')?.value ?? '';
  const secret = field => !field.name || /^(__|RequestId$|Version$)/.test(field.name) || ['password', 'file', 'submit', 'button'].includes(field.type);
  let leaving = false;

  // ---- Drafts: form[data-draft=KEY] is kept on the server two seconds after the last key, and offered again.
  const typed = form => {
    const fields = {};
    for (const field of form.elements) {
      if (secret(field) || ((field.type === 'checkbox' || field.type === 'radio') && !field.checked) || (field.type === 'hidden' && !field.dataset.typed)) continue;
      (fields[field.name] ??= []).push(field.value);
    }
    return fields;
  };
  const restore = (form, fields) => {
    for (const field of form.elements) {
      if (secret(field) || (field.type === 'hidden' && !field.dataset.typed)) continue;
      const values = fields[field.name] ?? [];
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.includes(field.value);
      else if (values.length > 0) field.value = values.shift();
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  };
  const say = (form, text, ...actions) => {
    let line = form.querySelector('.draft-line');
    if (!line) {
      line = document.createElement('div');
      line.className = 'draft-line';
      line.setAttribute('role', 'status');
      form.prepend(line);
    }
    line.replaceChildren(text, ...actions.map(([label, act]) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-sm', textContent: label });
      button.addEventListener('click', () => { line.replaceChildren(); act(); });
      return button;
    }));
  };
  const call = (form, method, body) => fetch('/drafts' + (body ? '' : '?form=' + encodeURIComponent(form.dataset.draft)), {
    method, body: body && JSON.stringify(body), credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', RequestVerificationToken: token(form) },
  });
  const keepDrafts = async form => {
    let timer, changed = false;
    const save = async () => {
      try {
        const answer = await call(form, 'POST', { form: form.dataset.draft, fields: typed(form) });
        if (answer.ok) {
          changed = false;
          say(form, '草稿已保存 ' + new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit' }));
        } else if (answer.status !== 404) say(form, '草稿没有保存，请尽快提交');
      } catch { say(form, '网络不通，草稿没有保存；请不要关闭本页'); }
    };
    form.addEventListener('input', () => {
      changed = true;
      clearTimeout(timer);
      timer = setTimeout(save, 2000);
    });
    form.addEventListener('submit', () => clearTimeout(timer));
    addEventListener('beforeunload', e => { if (changed && !leaving) e.preventDefault(); });
    if (form.querySelector('.is-invalid, .reasons')) return; // shown again after a refusal: what was typed is here
    try {
      const answer = await call(form, 'GET');
      const draft = answer.status === 200 ? await answer.json() : null;
      if (draft?.fields && !changed) {
        say(form, `有未提交的草稿（${draft.savedAt ?? ''}）`, ['恢复草稿', () => restore(form, draft.fields)], ['不要了', () => call(form, 'DELETE')]);
      }
    } catch { /* offered the next time */ }
  };
  all('form[data-draft]').forEach(keepDrafts);

  // ---- A query leaves what was not filled in out of the address.
  document.addEventListener('submit', e => {
    if (e.target.method !== 'get' || e.defaultPrevented) return;
    const empty = [...e.target.elements].filter(f => f.name && f.value === '' && !f.disabled);
    empty.forEach(f => { f.disabled = true; });
    setTimeout(() => empty.forEach(f => { f.disabled = false; }), 0);
  });

  // ---- Sent once: a second click does nothing until the answer is here.
  document.addEventListener('submit', e => {
    const form = e.target;
    if (form.method !== 'post' || e.defaultPrevented) return;
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = '1';
    leaving = true;
    if (!form.hasAttribute('data-download') && !e.submitter?.hasAttribute('data-download')) {
      setTimeout(() => all('button[type=submit]', form).forEach(b => { b.disabled = true; b.classList.add('is-sending'); }), 0);
    } else setTimeout(() => { delete form.dataset.sent; leaving = false; }, 3000);
  });
  addEventListener('pageshow', e => {
    if (!e.persisted) return;
    leaving = false;
    all('form[data-sent]').forEach(form => {
      delete form.dataset.sent;
      all('button.is-sending', form).forEach(b => { b.disabled = false; b.classList.remove('is-sending'); });
    });
  });

  // ---- Asked first: button or link with data-confirm="sentence".
  document.addEventListener('click', e => {
    const what = e.target.closest?.('[data-confirm]');
    if (!what || what.dataset.confirmed) return;
    e.preventDefault();
    const box = document.createElement('dialog');
    box.className = 'confirm';
    const text = Object.assign(document.createElement('p'), { textContent: what.dataset.confirm });
    const row = Object.assign(document.createElement('div'), { className: 'confirm-actions' });
    const no = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: '取消' });
    const yes = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-primary', textContent: what.dataset.confirmYes ?? '确定' });
    no.addEventListener('click', () => box.close());
    yes.addEventListener('click', () => { box.close(); what.dataset.confirmed = '1'; what.click(); delete what.dataset.confirmed; });
    box.addEventListener('close', () => { box.remove(); what.focus(); });
    row.append(no, yes);
    box.append(text, row);
    document.body.append(box);
    box.showModal();
    no.focus();
  });

  // ---- Keys; none while an input method is composing.
  document.addEventListener('keydown', e => {
    if (e.isComposing || e.keyCode === 229) return;
    const writing = e.target.closest?.('input, textarea, select, [contenteditable]');
    if (e.altKey && !e.ctrlKey && e.code === 'KeyN') { e.preventDefault(); location.href = '/receptions/new'; }
    else if (e.key === '/' && !writing && !e.ctrlKey && !e.altKey && !e.metaKey) { e.preventDefault(); document.getElementById('search')?.focus(); }
    else if (e.key === 'Enter' && e.ctrlKey && writing?.form?.method === 'post') { e.preventDefault(); writing.form.requestSubmit(); }
  });

  // The square code of a slip carries its code behind #, which is never sent; it is taken out of the address at once.
  all('[data-from-address]').forEach(field => {
    if (location.hash.length < 2) return;
    field.value = location.hash.slice(1).replace(/[^0-9A-Za-z-]/g, '');
    history.replaceState(null, '', location.pathname);
  });
  all('[data-pick-filter]').forEach(box => {
    box.hidden = false;
    box.addEventListener('input', () => {
      for (const row of box.parentElement.querySelectorAll('.pick-list label')) row.hidden = !row.textContent.includes(box.value.trim()) && !row.querySelector('input').checked;
    });
  });
  // ---- A grid of fields: Enter and the arrow keys go to the same column of the next or the last row.
  all('[data-grid]').forEach(grid => grid.addEventListener('keydown', e => {
    if (e.isComposing || e.keyCode === 229 || e.ctrlKey || e.altKey || e.metaKey) return;
    const cell = e.target.closest('td');
    const step = e.key === 'Enter' ? (e.shiftKey ? -1 : 1) : e.target.matches('input:not([type=date]):not([type=number])') && (e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0);
    if (!cell || !step || !e.target.matches('input, select')) return;
    e.preventDefault();
    const rows = [...cell.closest('tbody').rows];
    const next = rows[rows.indexOf(cell.parentElement) + step]?.cells[cell.cellIndex]?.querySelector('input, select');
    next?.focus();
    next?.select?.();
  }));
  // A signature drawn with the finger goes along as a picture; without a script the paper list is photographed.
  all('[data-signature]').forEach(part => {
    const canvas = part.querySelector('canvas');
    const kept = part.querySelector('input');
    const pen = canvas.getContext('2d');
    let drawing = false;
    const at = e => { const box = canvas.getBoundingClientRect(); return [(e.clientX - box.left) * canvas.width / box.width, (e.clientY - box.top) * canvas.height / box.height]; };
    part.hidden = false;
    Object.assign(pen, { lineWidth: 4, lineCap: 'round', lineJoin: 'round', strokeStyle: '#000' });
    canvas.addEventListener('pointerdown', e => { drawing = true; canvas.setPointerCapture(e.pointerId); pen.beginPath(); pen.moveTo(...at(e)); e.preventDefault(); });
    canvas.addEventListener('pointermove', e => { if (drawing) { pen.lineTo(...at(e)); pen.stroke(); } });
    const end = () => { if (drawing) { drawing = false; kept.value = canvas.toDataURL('image/png'); } };
    canvas.addEventListener('pointerup', end);
    canvas.addEventListener('pointercancel', end);
    part.querySelector('[data-signature-clear]').addEventListener('click', () => { pen.clearRect(0, 0, canvas.width, canvas.height); kept.value = ''; });
  });
  all('[data-print]').forEach(b => b.addEventListener('click', () => print()));
  document.querySelector('.reasons')?.focus();
})();
