// The ladder of a connection: its steps between two ends, folded as the tool tells them, or to scale of time.

const STEP = /^(\d+\.\d+) (->|<-|<>| {2}) (.*?)(?: #(\d+)(?:-(\d+))?)?$/;
const TROUBLE = /sent again|out of order|missing|\bRST\b|window is closed|closes its (receive )?window|refuse|alert|unreachable|in vain|no answer|not acknowledged|\bICMP\b|"HTTP\/[\d.]+ [45]\d\d|SIP\/2\.0 [456]\d\d|answered [45]\d\d/i;

/** Lines of explain_connection into steps; a wait lies between two of them. */
function stepsOf(lines) {
  const steps = lines.map((line) => {
    const found = STEP.exec(line);
    return found ? {time: Number(found[1]), way: found[2], text: found[3], frame: found[4] ? Number(found[4]) : 0,
      last: Number(found[5] || found[4] || 0), bad: TROUBLE.test(found[3]), shown: found[1]}
      : {wait: true, text: line.trim().replace(/^… /, ''), way: '', time: null, bad: TROUBLE.test(line)};
  });
  let time = 0;
  for (const step of steps) {
    time = step.time === null ? time : step.time;
    step.at = time;
  }
  return steps;
}

function frames(step) {
  return step.frame === 0 ? '' : step.last > step.frame ? 'frames ' + step.frame + ' to ' + step.last : 'frame ' + step.frame;
}

/** The arrow of a step, across its lane. */
function arrow(step) {
  const lane = el('span', {class: 'lane' + (step.bad ? ' bad' : '') + (step.wait ? ' wait' : ''), 'aria-hidden': 'true'});
  if (step.wait) {
    return lane;
  }
  const parts = step.way.trim() ? [svg('line', {x1: 1, y1: 8, x2: 119, y2: 8, class: 'shaft'})] : [svg('circle', {cx: 60, cy: 8, r: 3, class: 'head'})];
  if (step.way === '->' || step.way === '<>') {
    parts.push(svg('path', {d: 'M120 8 l-9 -4 v8 z', class: 'head'}));
  }
  if (step.way === '<-' || step.way === '<>') {
    parts.push(svg('path', {d: 'M0 8 l9 -4 v8 z', class: 'head'}));
  }
  lane.append(svg('svg', {viewBox: '0 0 120 16'}, parts));
  return lane;
}

function spokenWay(step) {
  return {'->': 'client to server', '<-': 'server to client', '<>': 'both ways'}[step.way] || (step.wait ? 'wait' : '');
}

/**
 * Draws it.
 *
 * chosen: called with a frame where a step is chosen; null where there is nothing to choose
 */
function ladder(life, chosen) {
  const steps = stepsOf(life.ladder);
  const list = el('ol', {class: 'ladder'}, steps.map((step) => {
    const said = el('span', {class: 'unseen'}, spokenWay(step) + ': ');
    const words = el('span', {class: 'what'}, said, step.text,
      step.frame ? el('span', {class: 'frame'}, ' ' + frames(step)) : null);
    const row = el('li', {class: (step.wait ? 'wait ' : '') + (step.bad ? 'bad' : '')},
      el('span', {class: 'time'}, step.wait ? '' : step.shown), arrow(step), words);
    if (chosen && step.frame) {
      row.setAttribute('tabindex', '0');
      row.classList.add('choice');
      const act = () => {
        mark(step);
        chosen(step.frame);
      };
      row.addEventListener('click', act);
      row.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          act();
        }
      });
    }
    step.row = row;
    return row;
  }));
  const mark = (one) => steps.forEach((step) => step.row.classList.toggle('chosen', step === one));
  const ends = el('p', {class: 'ends', 'aria-hidden': 'true'}, el('span', {}, 'client'), el('span', {}, 'server'));
  const box = el('div', {class: 'ladderbox'}, ends, list);
  if (passes(steps)) {
    let scale = null;
    const toggle = button('Time to scale', () => {
      const on = toggle.getAttribute('aria-pressed') !== 'true';
      toggle.setAttribute('aria-pressed', on);
      // It takes all of the width: the words need it.
      const both = box.closest('.both, .stacked');
      if (both) {
        both.classList.toggle('both', !on);
        both.classList.toggle('stacked', on);
      }
      list.hidden = on;
      ends.hidden = on;
      if (scale) {
        scale.remove();
      }
      scale = on ? scaledLadder(steps, box.clientWidth) : null;
      if (scale) {
        box.append(scale);
      }
      redrawCharts();
    }, {'aria-pressed': 'false', class: 'toggle'});
    box.prepend(toggle);
  }
  return {
    element: box,
    /** Marks the step that holds a frame. */
    frame(number) {
      const one = steps.find((step) => step.frame && step.frame <= number && number <= step.last)
        || steps.filter((step) => step.frame && step.frame <= number).pop();
      if (one) {
        mark(one);
      }
    },
  };
}

/** Whether there is time to draw to scale. */
function passes(steps) {
  const arrows = steps.filter((step) => !step.wait);
  return arrows.length > 1 && arrows[arrows.length - 1].at > 0;
}

/** The same with time running down evenly: where nothing happens, nothing is drawn. */
function scaledLadder(steps, width) {
  const arrows = steps.filter((step) => !step.wait);
  const total = arrows[arrows.length - 1].at;
  const row = 20;
  const top = 34;
  const height = Math.max(440, Math.min(1200, arrows.length * row * 1.3));
  const full = Math.max(height, arrows.length * row) + top + 20;
  const left = 76;
  const right = Math.min(300, Math.max(180, width * 0.3));
  const letters = Math.max(20, Math.floor((width - right - 40) / 7.2));
  const drawn = svg('svg', {class: 'scaled', width: width, height: full, role: 'img',
    'aria-label': 'Ladder to scale over ' + duration(total) + '; the list of steps tells the same'});
  for (const [x, name] of [[left, 'client'], [right, 'server']]) {
    drawn.append(svg('line', {x1: x, y1: top, x2: x, y2: top + height, class: 'side'}),
      svg('text', {x: x, y: 14, class: 'tick', 'text-anchor': 'middle'}, name));
  }
  for (let i = 0; i <= 5; i++) {
    const y = top + height * i / 5;
    drawn.append(svg('text', {x: left - 10, y: y + 4, class: 'tick', 'text-anchor': 'end'}, duration(total * i / 5)),
      svg('line', {x1: left - 5, y1: y, x2: left, y2: y, class: 'side'}));
  }
  let free = top;
  arrows.forEach((step, i) => {
    const y = top + height * step.at / total;
    // The words stand where there is room for all that follow.
    const at = Math.max(free, Math.min(y, full - 20 - (arrows.length - 1 - i) * row));
    free = at + row;
    const kind = step.bad ? 'bad' : '';
    const from = step.way === '<-' ? right : left;
    const to = step.way === '<-' ? left : right;
    const way = from < to ? -1 : 1;
    if (step.way.trim()) {
      drawn.append(svg('line', {x1: from, y1: y, x2: to, y2: y, class: 'shaft ' + kind}),
        svg('path', {d: 'M' + to + ' ' + y + ' l' + way * 8 + ' -3.5 v7 z', class: 'head ' + kind}));
    }
    const words = step.text + (step.frame ? ' · ' + frames(step) : '');
    drawn.append(svg('path', {d: 'M' + (right + 4) + ' ' + y + ' L' + (right + 24) + ' ' + at, class: 'lead'}),
      svg('text', {x: right + 30, y: at + 4, class: 'said ' + kind}, svg('title', {}, words),
        words.length > letters ? words.slice(0, letters - 1) + '…' : words));
  });
  return drawn;
}
