import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { findBridges, isContainerAddress } from './bridge.ts'

function toInterfaces(
  cidrs: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly NetworkInterfaceInfo[]>> {
  return Object.fromEntries(
    Object.entries(cidrs).map(([name, cidr]): [string, readonly NetworkInterfaceInfo[]] => {
      const [address = ''] = cidr.split('/')
      const family = 'IPv4' as const
      return [name, [{ address, cidr, family, netmask: '', mac: '', internal: false }]]
    }),
  )
}

const compose = toInterfaces({ eth0: '192.168.1.5/24', 'br-0123456789ab': '172.18.0.1/16' })
const corporate = toInterfaces({ eth0: '172.17.0.1/16' })

test.each([
  ['Docker with a container', toInterfaces({ docker0: '172.17.0.1/16' }), ['172.17.0.1']],
  [
    'Docker with another address',
    toInterfaces({ docker0: '10.9.0.1/24' }),
    ['10.9.0.1', '172.17.0.1'],
  ],
  ['Podman', toInterfaces({ podman0: '10.88.0.1/16' }), ['10.88.0.1', '172.17.0.1']],
  ['only networks of Compose: the bridge itself is not listed', compose, ['172.17.0.1']],
  ['a local network that looks like Docker', corporate, []],
])('%s', (_sentence, interfaces, bridges) => {
  expect(findBridges(interfaces, 'linux')).toEqual(bridges)
})

test('elsewhere containers come over loopback', () => {
  expect(findBridges(toInterfaces({ docker0: '172.17.0.1/16' }), 'darwin')).toEqual([])
})

test.each([
  ['172.17.0.2', true],
  ['172.18.0.7', true],
  ['::ffff:172.18.0.7', true],
  ['172.19.0.7', false],
  ['192.168.1.9', false],
  ['10.0.0.7', false],
  ['::1', false],
  ['', false],
])('with Compose running, %s is a container: %s', (address, expected) => {
  expect(isContainerAddress(address, compose)).toBe(expected)
})

test('a machine of a local network that looks like Docker is no container', () => {
  expect(isContainerAddress('172.17.0.2', corporate)).toBe(false)
})
