// Numbers as a person reads them, always with their unit.

function digits(value, count) {
  if (value === 0) {
    return '0';
  }
  const places = Math.max(0, count - 1 - Math.floor(Math.log10(Math.abs(value))));
  return String(Number(value.toFixed(Math.min(12, places))));
}

/** Seconds: 40 µs, 1.5 ms, 3.05 s. */
function duration(seconds) {
  const size = Math.abs(seconds);
  if (size === 0) {
    return '0 s';
  }
  if (size < 1e-3) {
    return digits(seconds * 1e6, 3) + ' µs';
  }
  return size < 1 ? digits(seconds * 1e3, 3) + ' ms' : digits(seconds, size < 1000 ? 3 : 4) + ' s';
}

function scaled(value, units, step) {
  let at = 0;
  let left = value;
  while (Math.abs(left) >= step && at < units.length - 1) {
    left /= step;
    at++;
  }
  return digits(left, 3) + ' ' + units[at];
}

function bytes(value) {
  return scaled(value, ['B', 'kB', 'MB', 'GB', 'TB'], 1000);
}

function bitRate(bytesPerSecond) {
  return scaled(bytesPerSecond * 8, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'], 1000);
}

function counted(value, noun, plural) {
  return Number(value).toLocaleString('en') + ' ' + (Number(value) === 1 ? noun : plural || noun + 's');
}

/** Labels of an axis: all in the unit that fits the largest, which stands at the last of them. */
function axisLabels(values, units, step) {
  const most = Math.max(...values.map((v) => Math.abs(v || 0)));
  let at = 0;
  let by = 1;
  while (most / by >= step && at < units.length - 1) {
    by *= step;
    at++;
  }
  return values.map((v) => v === null ? '' : Number((v / by).toPrecision(6)) + ' ' + units[at]);
}

function timeLabels(values) {
  return axisLabels(values.map((v) => v === null ? null : v * 1e6), ['µs', 'ms', 's'], 1000);
}

function byteLabels(values) {
  return axisLabels(values, ['B', 'kB', 'MB', 'GB'], 1000);
}

function rateLabels(values) {
  return axisLabels(values.map((v) => v * 8), ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'], 1000);
}

/** Words of a code: tail_loss_probe. */
function words(code) {
  return String(code).replace(/_/g, ' ');
}
