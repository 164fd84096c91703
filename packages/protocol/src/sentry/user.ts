import { isObject, readJsonObject, readScalar } from '../json.ts'
import type { User } from '../record/surroundings.ts'

export function readUser(value: unknown): User | undefined {
  if (!isObject(value)) return undefined
  const { id, username, email, name, ip_address: ip, ...others } = value
  const data = readJsonObject(others)
  return {
    id: readScalar(id),
    username: readScalar(username),
    email: readScalar(email),
    name: readScalar(name),
    ip: readScalar(ip),
    data: data !== undefined && Object.keys(data).length > 0 ? data : undefined,
  }
}
