// Captures that no file is kept of: made anew, the same bytes each time.
import {closeSync, openSync, writeSync, writeFileSync} from 'node:fs';

const RAW_IP = 101;
const START = 1_700_000_000;

function header() {
  const h = Buffer.alloc(24);
  h.writeUInt32LE(0xa1b2c3d4, 0);
  h.writeUInt16LE(2, 4);
  h.writeUInt16LE(4, 6);
  h.writeUInt32LE(262144, 16);
  h.writeUInt32LE(RAW_IP, 20);
  return h;
}

function frame(micros, packet) {
  const h = Buffer.alloc(16);
  h.writeUInt32LE(START + Math.floor(micros / 1e6), 0);
  h.writeUInt32LE(micros % 1e6, 4);
  h.writeUInt32LE(packet.length, 8);
  h.writeUInt32LE(packet.length, 12);
  return Buffer.concat([h, packet]);
}

function ip(from, to, protocol, payload) {
  const h = Buffer.alloc(20);
  h[0] = 0x45;
  h.writeUInt16BE(20 + payload.length, 2);
  h[8] = 64;
  h[9] = protocol;
  Buffer.from(from).copy(h, 12);
  Buffer.from(to).copy(h, 16);
  return Buffer.concat([h, payload]);
}

const [FIN, SYN, RST, PSH, ACK] = [1, 2, 4, 8, 16];

function tcp(from, fromPort, to, toPort, sequence, acknowledgment, flags, payload = Buffer.alloc(0), window = 65535) {
  const h = Buffer.alloc(20);
  h.writeUInt16BE(fromPort, 0);
  h.writeUInt16BE(toPort, 2);
  h.writeUInt32BE(sequence >>> 0, 4);
  h.writeUInt32BE(acknowledgment >>> 0, 8);
  h[12] = 0x50;
  h[13] = flags;
  h.writeUInt16BE(window, 14);
  return ip(from, to, 6, Buffer.concat([h, payload]));
}

function udp(from, fromPort, to, toPort, payload) {
  const h = Buffer.alloc(8);
  h.writeUInt16BE(fromPort, 0);
  h.writeUInt16BE(toPort, 2);
  h.writeUInt16BE(8 + payload.length, 4);
  return ip(from, to, 17, Buffer.concat([h, payload]));
}

const CLIENT = [192, 0, 2, 10];
const SERVER = [192, 0, 2, 80];

export function empty(file) {
  writeFileSync(file, header());
}

/** Markup in everything that a capture can say: paths, hosts, headers, names of DNS and TLS, SIP, a server's greeting. */
export function hostile(file) {
  const frames = [header()];
  let time = 0;
  const put = (packet) => frames.push(frame(time += 1000, packet));
  const talk = (port, serverPort, ask, answer, serverFirst) => {
    put(tcp(CLIENT, port, SERVER, serverPort, 0, 0, SYN));
    put(tcp(SERVER, serverPort, CLIENT, port, 0, 1, SYN | ACK));
    put(tcp(CLIENT, port, SERVER, serverPort, 1, 1, ACK));
    const first = Buffer.from(serverFirst ? answer : ask, 'latin1');
    const second = Buffer.from(serverFirst ? ask : answer, 'latin1');
    const [a, aPort, b, bPort] = serverFirst ? [SERVER, serverPort, CLIENT, port] : [CLIENT, port, SERVER, serverPort];
    put(tcp(a, aPort, b, bPort, 1, 1, ACK | PSH, first));
    put(tcp(b, bPort, a, aPort, 1, 1 + first.length, ACK | PSH, second));
    put(tcp(a, aPort, b, bPort, 1 + first.length, 1 + second.length, ACK));
    put(tcp(b, bPort, a, aPort, 1 + second.length, 1 + first.length, RST | ACK));
  };
  const evil = '<img/src=x/onerror=alert(1)>';
  talk(50001, 80, `GET /${evil} HTTP/1.1\r\nHost: <script>alert(2)</script>\r\nUser-Agent: </script><svg/onload=alert(3)>\r\n\r\n`,
    'HTTP/1.1 500 <b>bad</b>\r\nServer: </script><script>alert(4)</script>\r\nContent-Length: 0\r\n\r\n');
  talk(50002, 80, 'GET /"\'><iframe/src=javascript:alert(5)> HTTP/1.1\r\nHost: a&b;&lt;i&gt;\r\n\r\n', 'HTTP/1.1 404 \u001b[31mred\r\nContent-Length: 0\r\n\r\n');
  talk(50003, 25, 'EHLO <script>alert(6)</script>\r\n', `220 <script>alert(7)</script> ESMTP\r\n`, true);
  const label = (text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);
  const name = Buffer.concat([label('<img src=x onerror=alert(8)>'), label('</script>'), label('example'), Buffer.from([0, 0, 1, 0, 1])]);
  const query = Buffer.concat([Buffer.from([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]), name]);
  const refused = Buffer.concat([Buffer.from([0x12, 0x34, 0x81, 0x82, 0, 1, 0, 0, 0, 0, 0, 0]), name]);
  put(udp(CLIENT, 40000, SERVER, 53, query));
  put(udp(SERVER, 53, CLIENT, 40000, refused));
  const sip = (line) => Buffer.from(`${line}\r\nVia: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1\r\nFrom: "<b>x</b>" <sip:<i>a@h>;tag=1\r\nTo: <sip:<script>@h>\r\n`
    + 'Call-ID: </script><script>alert(9)</script>\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n', 'latin1');
  put(udp(CLIENT, 5060, SERVER, 5060, sip('INVITE sip:<script>alert(10)</script>@h SIP/2.0')));
  put(udp(SERVER, 5060, CLIENT, 5060, sip('SIP/2.0 486 <marquee>Busy</marquee>')));
  writeFileSync(file, Buffer.concat(frames));
}

/** Many short connections, of which every hundredth is refused. */
export function many(file, count) {
  const out = openSync(file, 'w');
  writeSync(out, header());
  for (let i = 0; i < count; i++) {
    const from = [10, 1 + (i >> 16), (i >> 8) & 255, i & 255];
    const port = 20000 + i % 40000;
    const time = i * 300;
    const frames = [frame(time, tcp(from, port, SERVER, 443, 0, 0, SYN))];
    if (i % 100 === 50) {
      frames.push(frame(time + 90, tcp(SERVER, 443, from, port, 0, 1, RST | ACK)));
    } else {
      frames.push(frame(time + 90, tcp(SERVER, 443, from, port, 0, 1, SYN | ACK)), frame(time + 130, tcp(from, port, SERVER, 443, 1, 1, ACK)),
        frame(time + 140, tcp(from, port, SERVER, 443, 1, 1, ACK | PSH, Buffer.alloc(100, 65))),
        frame(time + 190, tcp(SERVER, 443, from, port, 1, 101, ACK | PSH, Buffer.alloc(400, 66))),
        frame(time + 220, tcp(from, port, SERVER, 443, 101, 401, FIN | ACK)), frame(time + 260, tcp(SERVER, 443, from, port, 401, 102, FIN | ACK)),
        frame(time + 280, tcp(from, port, SERVER, 443, 102, 402, ACK)));
    }
    writeSync(out, Buffer.concat(frames));
  }
  closeSync(out);
}

/** A long download of so many bytes, with losses behind the capture point, stalls of a closed window and a reset at the end. */
export function large(file, size) {
  const out = openSync(file, 'w');
  writeSync(out, header());
  const payload = Buffer.alloc(1400, 67);
  let time = 0;
  let sequence = 1;
  let written = 0;
  const put = (list) => {
    const all = Buffer.concat(list);
    written += all.length;
    writeSync(out, all);
  };
  put([frame(0, tcp(CLIENT, 50000, SERVER, 80, 0, 0, SYN)), frame(20000, tcp(SERVER, 80, CLIENT, 50000, 0, 1, SYN | ACK)),
    frame(20040, tcp(CLIENT, 50000, SERVER, 80, 1, 1, ACK))]);
  time = 21000;
  for (let round = 0; written < size; round++) {
    const frames = [];
    const begin = sequence;
    for (let i = 0; i < 40; i++) {
      frames.push(frame(time += 12, tcp(SERVER, 80, CLIENT, 50000, sequence, 1, ACK, payload)));
      sequence += 1400;
    }
    if (round % 97 === 50) {
      for (let i = 0; i < 4; i++) {
        frames.push(frame(time += 20, tcp(CLIENT, 50000, SERVER, 80, 1, begin + 14000, ACK)));
      }
      frames.push(frame(time += 20000, tcp(SERVER, 80, CLIENT, 50000, begin + 14000, 1, ACK, payload)));
    }
    frames.push(frame(time += 20100, tcp(CLIENT, 50000, SERVER, 80, 1, sequence, ACK, Buffer.alloc(0), round % 991 === 500 ? 0 : 65535)));
    if (round % 991 === 500) {
      frames.push(frame(time += 900000, tcp(CLIENT, 50000, SERVER, 80, 1, sequence, ACK)));
    }
    put(frames);
  }
  put([frame(time + 100, tcp(SERVER, 80, CLIENT, 50000, sequence, 1, RST | ACK))]);
  closeSync(out);
}
