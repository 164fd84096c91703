/**
 * Loaded by NODE_OPTIONS into every Node process of an app and into their threads: writes down where
 * sockets are opened to and which names are looked up, before either happens.
 */
export const recorderSource: string = `import { Socket as UdpSocket } from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { Socket, isIP } from 'node:net'

const file = process.env['FOOTLIGHT_CONNECTIONS'] ?? ''

function record(how, where) {
  const who = process.argv.slice(0, 2).join(' ')
  appendFileSync(file, JSON.stringify({ how, where: String(where), who }) + '\\n')
}

record('start', '')

const { connect } = Socket.prototype
Socket.prototype.connect = function (...all) {
  // net.connect hands over what it has read already, as one list.
  const [first, second] = Array.isArray(all[0]) ? all[0] : all
  const options =
    typeof first === 'object' && first !== null ? first : { port: first, host: second }
  if (options.path) record('pipe', options.path)
  else record('tcp', typeof options.host === 'string' ? options.host : 'localhost')
  return connect.apply(this, all)
}

const { send } = UdpSocket.prototype
UdpSocket.prototype.send = function (...all) {
  record('udp', all.find((each, at) => at > 0 && typeof each === 'string') ?? 'localhost')
  return send.apply(this, all)
}

for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  for (const target of [dns, dns.promises]) {
    const ask = target[name]
    target[name] = function (...all) {
      // For an address nobody is asked: servers look up what they listen on.
      if (isIP(all[0]) === 0) record('name', all[0])
      return ask.apply(this, all)
    }
  }
}
syncBuiltinESMExports()
`
