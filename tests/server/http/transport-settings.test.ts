import { describe, expect, it } from 'vitest'
import {
  plainNetworkWarning,
  transportSettings,
  TransportSettingsError,
} from '../../../server/http/transport-settings.ts'

describe('the settings of the network', () => {
  it('AC-12: name proxies one by one or as networks, and refuse what is no address', () => {
    const { trustedProxies } = transportSettings({ TRUSTED_PROXY: '10.0.0.5, 172.18.0.0/16' })
    expect(trustedProxies).toEqual(['10.0.0.5', '172.18.0.0/16'])
    expect(transportSettings({}).trustedProxies).toEqual([])
    expect(() => transportSettings({ TRUSTED_PROXY: 'the-proxy' })).toThrow(TransportSettingsError)
  })

  it('AC-12: take a certificate with its key alone, from files that can be read', () => {
    const there = { TLS_CERT: 'package.json', TLS_KEY: 'package.json' }
    expect(transportSettings(there).tls?.cert.toString()).toContain('hepatrial')
    const missing = { ...there, TLS_KEY: 'none.pem' }
    expect(() => transportSettings(missing)).toThrow(/TLS_KEY cannot be read/)
    const pem = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'
    const text = transportSettings({ ...there, TLS_KEY: pem })
    expect(text.tls?.key.toString()).toBe(`${pem}\n`)
    expect(() => transportSettings({ TLS_KEY: there.TLS_KEY })).toThrow(/set both, or neither/)
  })

  it('AC-12: warn where the network could read along, and nowhere else', () => {
    const plain = transportSettings({})
    const proxied = transportSettings({ TRUSTED_PROXY: '10.0.0.5' })
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      expect(plainNetworkWarning(host, plain)).toBeNull()
    }
    for (const host of ['0.0.0.0', '::', '10.1.2.3']) {
      expect(plainNetworkWarning(host, plain)).toContain('TRUSTED_PROXY')
      expect(plainNetworkWarning(host, proxied)).toBeNull()
    }
  })
})
