// Elements are made of text alone: nothing that came over the wire is ever read as HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** An element; attributes are ours, children are elements or text. */
function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === 'onclick' || name === 'oninput' || name === 'onkeydown' || name === 'onpointerenter') {
      made.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== '') {
      made.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return made;
}

/** A part of the page with a heading. */
function section(id, title, ...children) {
  return el('section', {id: id, 'aria-labelledby': id + '-title'}, el('h2', {id: id + '-title'}, title), ...children);
}

function button(text, action, attributes) {
  return el('button', Object.assign({type: 'button', onclick: action}, attributes), text);
}

let spoken = null;

/** Tells a screen reader, and shows nothing. */
function say(text) {
  if (!spoken) {
    spoken = el('div', {class: 'unseen', role: 'status', 'aria-live': 'polite'});
    document.body.append(spoken);
  }
  spoken.textContent = text;
}

/** Text that one copies: a display filter. */
function copyable(text, what) {
  const code = el('code', {tabindex: '0'}, text);
  const copy = button('Copy', () => {
    const done = () => {
      copy.textContent = 'Copied';
      say(what + ' copied');
      setTimeout(() => {
        copy.textContent = 'Copy';
      }, 1500);
    };
    const marked = () => {
      const range = document.createRange();
      range.selectNodeContents(code);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      if (document.execCommand('copy')) {
        done();
      }
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done, marked);
    } else {
      marked();
    }
  }, {class: 'copy', 'aria-label': 'Copy ' + what});
  return el('span', {class: 'copyable'}, code, copy);
}

/** A table that scrolls by itself where it is too wide; rows of cells, each text or an element. */
function table(caption, heads, rows, numeric) {
  const body = el('tbody', {}, rows.map((row) => el('tr', {}, row.map((cell, i) =>
    el(i === 0 ? 'th' : 'td', {scope: i === 0 ? 'row' : null, class: (numeric || []).includes(i) ? 'number' : null}, cell)))));
  return el('div', {class: 'wide', tabindex: '0', role: 'region', 'aria-label': caption},
    el('table', {}, el('caption', {class: 'unseen'}, caption),
      el('thead', {}, el('tr', {}, heads.map((head, i) => el('th', {scope: 'col',
        class: (numeric || []).includes(i) ? 'number' : null}, head)))), body));
}

/** Something that is shown only if one asks for it. */
function folded(title, make) {
  const details = el('details', {}, el('summary', {}, title));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) {
      details.append(make());
    }
  });
  return details;
}

/** The value of a colour of the style sheet, for a canvas. */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}
