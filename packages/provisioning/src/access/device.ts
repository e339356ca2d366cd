import { createHash } from 'node:crypto'
import type { AdminRow } from '@rollcall/store'
import { parse, stringify } from 'uuid'
import type { OperationContext } from '../context.ts'
import { SealBrokenError } from '../crypto/keyring.ts'

const PURPOSE = 'device'
const ID_LENGTH = 16

/** Changes with the password and whenever the admin was disabled or enabled, which ends what the device was known for. */
const stateOf = (admin: AdminRow): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([admin.version, admin.password_hash]))
    .digest()
    .subarray(0, ID_LENGTH)

/**
 * What a browser keeps of an account it signed in to: admin, device and the state of the account, sealed under the instance's key. It opens no
 * session; it only keeps strangers' attempts from making this device wait.
 */
export function issueDevice({ keyring, newId }: OperationContext, admin: AdminRow, deviceId: string = newId()): string {
  const content = Buffer.concat([parse(admin.id), parse(deviceId), stateOf(admin)])
  return keyring.wrap(content, PURPOSE).toString('base64url')
}

/** What a browser sent, opened: it is ours, for whichever account. */
export interface SealedDevice {
  readonly adminId: string
  readonly deviceId: string
  readonly state: Buffer
}

/** undefined: forged, cut short, or sealed with a key that is no longer used. */
export function openDevice(
  { keyring }: Pick<OperationContext, 'keyring'>,
  device: string | undefined,
): SealedDevice | undefined {
  if (device === undefined) return undefined
  try {
    const content = keyring.unwrap(Buffer.from(device, 'base64url'), PURPOSE)
    if (content.length !== 3 * ID_LENGTH) return undefined
    return {
      adminId: stringify(content.subarray(0, ID_LENGTH)),
      deviceId: stringify(content.subarray(ID_LENGTH, 2 * ID_LENGTH)),
      state: content.subarray(2 * ID_LENGTH),
    }
  } catch (error) {
    if (error instanceof SealBrokenError) return undefined
    throw error
  }
}

/** Id of the device, when it signed in to this very account and nothing changed there since. Anything else is an unknown device. */
export function knownDeviceOf(device: SealedDevice | undefined, admin: AdminRow | undefined): string | undefined {
  if (device === undefined || admin === undefined || admin.disabled_at !== null) return undefined
  return device.adminId === admin.id && device.state.equals(stateOf(admin)) ? device.deviceId : undefined
}
