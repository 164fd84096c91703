import { BlockList, isIPv4 } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'

/** As `os.networkInterfaces` tells them. */
type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/**
 * Docker's own bridge. While no container hangs on it, which is how Compose leaves it, systems do
 * not list it as running; but its address is there and `host.docker.internal` leads to it.
 */
const DOCKER_BRIDGE = '172.17.0.1'
const DOCKER_PREFIX = 16

const MAIN_BRIDGE = /^(?:docker|podman|cni-podman)\d+$/
const ANY_BRIDGE = /^(?:docker\d+|podman\d+|cni-podman\d+|br-[\da-f]{12})$/

/** How containers call the machine that they run on. */
export const containerHosts: ReadonlySet<string> = new Set([
  'host.docker.internal',
  'gateway.docker.internal',
  'host.containers.internal',
])

/** Addresses at which containers reach this machine, as far as they are the engine's own. */
export function findBridges(interfaces: Interfaces, platform: NodeJS.Platform): readonly string[] {
  // Elsewhere engines run in a machine of their own and come to us over loopback.
  if (platform !== 'linux') return []
  const found = listAddresses(interfaces, MAIN_BRIDGE).map(({ address }) => address)
  const others = listAddresses(interfaces, /(?:)/).map(({ address }) => address)
  // Of a network card it is an address like any other, and not to be opened.
  return others.includes(DOCKER_BRIDGE) ? found : [...found, DOCKER_BRIDGE]
}

/**
 * Whether a peer is a container: in the network of a bridge. A bridge's address alone says nothing,
 * machines of the local network can route to it.
 */
export function isContainerAddress(address: string, interfaces: Interfaces): boolean {
  const plain = address.replace(/^::ffff:/i, '')
  if (!isIPv4(plain)) return false
  const networks = new BlockList()
  for (const { cidr } of listAddresses(interfaces, ANY_BRIDGE)) {
    const [network = '', prefix] = (cidr ?? '').split('/')
    if (prefix !== undefined) networks.addSubnet(network, Number(prefix))
  }
  if (findBridges(interfaces, 'linux').includes(DOCKER_BRIDGE))
    networks.addSubnet(DOCKER_BRIDGE, DOCKER_PREFIX)
  return networks.check(plain)
}

function listAddresses(interfaces: Interfaces, name: RegExp): readonly NetworkInterfaceInfo[] {
  return Object.entries(interfaces)
    .filter(([key]) => name.test(key))
    .flatMap(([, entries]) => entries ?? [])
    .filter(({ family }) => family === 'IPv4')
}
