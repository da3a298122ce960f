import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { isIPv4 } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { transportSettings } from '../../../server/http/transport-settings.ts'
import { saidPurpose, SETTING_NAMES } from '../../../server/settings.ts'
import { hepatrial } from '../cli/run-hepatrial.ts'
import { readYaml } from './read-yaml.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')
const isThere = (file: string): boolean => existsSync(path.join(ROOT, file))

const manifest = z
  .object({
    bin: z.record(z.string(), z.string()),
    scripts: z.record(z.string(), z.string()),
    engines: z.object({ node: z.string() }),
  })
  .parse(JSON.parse(read('package.json')))
const COMMAND = Object.keys(manifest.bin)[0] ?? ''

/** A command line of the product, as a file of deployment starts it: its words without the program. */
async function expectCommand(words: readonly string[]): Promise<void> {
  const [name = '', ...further] = words
  expect((await hepatrial(name, '--help')).code, words.join(' ')).toBe(0)
  expect(further).toEqual([])
}

/** Names without the ending of those that stand in a file of their own. */
const unknownSettings = (names: readonly string[]): readonly string[] => {
  const known = new Set<string>(SETTING_NAMES)
  return names.filter((name) => !known.has(name.replace(/_FILE$/, '')))
}

interface Instruction {
  readonly name: string
  readonly rest: string
}

const DOCKERFILE = instructionsOf(read('deploy/Dockerfile'))
const all = (name: string): readonly string[] =>
  DOCKERFILE.filter((of) => of.name === name).map(({ rest }) => rest)
const one = (name: string): string => {
  const [found = '', ...more] = all(name)
  expect(more, name).toEqual([])
  return found
}

/** Instructions of a Dockerfile, each on one line, without comments. */
function instructionsOf(text: string): readonly Instruction[] {
  return text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(' ')
      return { name, rest: rest.join(' ') }
    })
}

/** The list of words that an instruction in its exec form holds. */
const wordsOf = (text: string): readonly string[] =>
  z.array(z.string()).parse(JSON.parse(text.slice(text.indexOf('['))))

const ENV = Object.fromEntries(
  Array.from(one('ENV').matchAll(/([A-Z_]+)=(\S+)/g), ([, key = '', value = '']) => [key, value]),
)

describe('the Dockerfile', () => {
  const stages = all('FROM').map((rest) => rest.split(/ as /i))

  it('copies what is there, from stages that it has', () => {
    const names = stages.map(([, name]) => name)
    const packed = /--folder (\S+)/.exec(all('RUN').join('\n'))?.[1]
    const left = read('.dockerignore').trim().split('\n')
    expect(all('COPY').length).toBeGreaterThan(1)
    for (const copy of all('COPY')) {
      const from = /^--from=(\S+) /.exec(copy)?.[1]
      const sources = copy.split(' ').slice(from === undefined ? 0 : 1, -1)
      if (from === undefined) {
        expect(sources.filter((source) => !isThere(source) || left.includes(source))).toEqual([])
      } else {
        expect(names).toContain(from)
        expect(sources).toEqual([packed])
      }
    }
  })

  it('runs scripts of the package, on a Node.js that the product takes', () => {
    const run = all('RUN').join(' && ')
    const scripts = Array.from(run.matchAll(/npm run (?:-s )?(\S+)/g), ([, name = '']) => name)
    const programs = Array.from(run.matchAll(/node (\S+\.mjs)/g), ([, file = '']) => file)
    expect(scripts).toEqual(['build'])
    expect(manifest.scripts).toHaveProperty('build')
    expect(programs).toEqual(['bin/pack-offline.mjs'])
    expect(programs.filter((file) => !isThere(file))).toEqual([])
    expect(read('bin/pack-offline.mjs')).toContain("indexOf('--folder')")
    const [[image = ''] = [], [base = ''] = []] = stages
    const major = /^node:(\d+)-/.exec(image)?.[1]
    expect(manifest.engines.node).toMatch(new RegExp(`^>=${major}\\.`))
    // Node.js and compiled packages are copied: both stages have the same libraries.
    expect([image, base].map((of) => /bookworm|trixie/.exec(of)?.[0])).toEqual([
      'bookworm',
      'bookworm',
    ])
  })

  it('starts and asks the command of the package, by an account of its own that owns what it writes', async () => {
    expect(wordsOf(one('ENTRYPOINT'))).toEqual([COMMAND])
    await expectCommand(wordsOf(one('CMD')))
    const [, ...asked] = wordsOf(one('HEALTHCHECK'))
    expect(wordsOf(one('HEALTHCHECK'))[0]).toBe(COMMAND)
    await expectCommand(asked)
    const [, , copied = ''] = all('COPY').at(-1)?.split(' ') ?? []
    expect(ENV['PATH']?.split(':')[0]).toBe(`${copied}/bin`)
    const run = all('RUN').join('\n')
    const user = one('USER')
    expect(run).toMatch(new RegExp(`useradd --uid 10001 .* ${user} `))
    const volumes = one('VOLUME').split(' ')
    expect(run).toContain(`install -d -o ${user} -g ${user} -m 0700 ${volumes.join(' ')}`)
    expect(volumes).toContain(ENV['HEPATRIAL_DATA'])
    expect(read('docs/install.md')).toContain('the account 10001')
  })

  it('sets what the product knows, and tells the port at which it answers', () => {
    expect(unknownSettings(Object.keys(ENV))).toEqual(['PATH'])
    expect(one('EXPOSE')).toBe(ENV['PORT'])
    expect(one('STOPSIGNAL')).toBe('SIGTERM')
  })
})

const words = z.array(z.string())
const serviceSchema = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.literal('unless-stopped'),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: words.default([]),
  volumes: words.default([]),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).default({}),
  networks: z.union([
    words.transform((names) => Object.fromEntries(names.map((name) => [name, null]))),
    z.record(z.string(), z.strictObject({ ipv4_address: z.ipv4() }).nullable()),
  ]),
  ports: words.default([]),
  healthcheck: z
    .strictObject({ test: words, interval: z.string(), timeout: z.string(), retries: z.string() })
    .optional(),
  stop_grace_period: z.string().optional(),
})
const composeSchema = z.strictObject({
  name: z.string(),
  'x-server': z.unknown().optional(),
  services: z.record(z.string(), serviceSchema),
  networks: z.record(
    z.string(),
    z.strictObject({ ipam: z.strictObject({ config: z.array(z.object({ subnet: z.cidrv4() })) }) }),
  ),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })).default({}),
})
type Compose = z.output<typeof composeSchema>

/** Whether an address lies in a network of 24 bits. */
const isInside = (address: string, subnet: string): boolean =>
  isIPv4(address) && subnet === `${address.replace(/\.\d+$/, '')}.0/24`

describe.each(['compose.sqlite.yaml', 'compose.postgres.yaml'])('%s', (file) => {
  const loaded = async (): Promise<Compose> =>
    composeSchema.parse(await readYaml(read(`deploy/${file}`)))
  const own = ({ services }: Compose) =>
    Object.entries(services).filter(([, { build }]) => build !== undefined)
  /** Source and target of each place that a service mounts. */
  const mountsOf = ({ volumes }: Compose['services'][string]) =>
    volumes.map((of) => of.split(':') as [string, string, string?])

  it('builds the product, with settings that it knows and takes', async () => {
    const compose = await loaded()
    expect(own(compose).length).toBeGreaterThan(0)
    for (const [, { build, environment, secrets }] of own(compose)) {
      expect(path.join('deploy', build?.context ?? '')).toBe('.')
      expect(isThere(build?.dockerfile ?? '')).toBe(true)
      expect(unknownSettings(Object.keys(environment))).toEqual([])
      expect(transportSettings(environment).trustedProxies).toHaveLength(1)
      expect(saidPurpose(environment)).toBe('production')
      const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'))
      expect(files.map(([, place]) => place)).toEqual(secrets.map((of) => `/run/secrets/${of}`))
    }
  })

  it('names volumes, secrets and networks that it has, and no other', async () => {
    const { services, volumes, secrets, networks } = await loaded()
    const each = Object.values(services)
    const sources = each.flatMap((of) => mountsOf(of).map(([source]) => source))
    const used = new Set(sources.filter((source) => !source.startsWith('.')))
    expect([...used].sort()).toEqual(Object.keys(volumes).sort())
    expect([...new Set(each.flatMap((of) => of.secrets))].sort()).toEqual(
      Object.keys(secrets).sort(),
    )
    expect([...new Set(each.flatMap((of) => Object.keys(of.networks)))]).toEqual(
      Object.keys(networks),
    )
    // What nobody can ship lies where neither git nor an image takes it.
    const laid = [...sources.filter((source) => source.startsWith('.')), ...files(secrets)]
    const hidden = laid.filter((source) => !isThere(path.join('deploy', source)))
    expect(hidden.filter((source) => !/^\.\/(?:tls$|secrets\/)/.test(source))).toEqual([])
  })
  const files = (secrets: Compose['secrets']) => Object.values(secrets).map((of) => of.file)

  it('gives the product its folders, and a fixed address in the network of its proxy', async () => {
    const compose = await loaded()
    const subnet = compose.networks['inside']?.ipam.config[0]?.subnet ?? ''
    const addresses = own(compose).map(([, service]) => {
      const targets = mountsOf(service).map(([, target]) => target)
      expect(targets).toEqual(one('VOLUME').split(' '))
      expect(service.environment['TRUSTED_PROXY']).toBe(subnet)
      return service.networks['inside']?.ipv4_address ?? ''
    })
    expect(addresses.filter((address) => !isInside(address, subnet))).toEqual([])
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it('waits for services that tell their health, and puts a proxy in front that knows them', async () => {
    const compose = await loaded()
    const { services } = compose
    const tells = new Set(
      Object.entries(services).flatMap(([name, { build, healthcheck }]) =>
        build === undefined && healthcheck === undefined ? [] : [name],
      ),
    )
    for (const { depends_on: needs } of Object.values(services)) {
      expect(Object.keys(needs).filter((name) => !tells.has(name))).toEqual([])
      for (const { condition } of Object.values(needs)) expect(condition).toBe('service_healthy')
    }
    const { proxy } = services
    if (proxy === undefined) throw new Error('There is no proxy.')
    const mounted = new Map(mountsOf(proxy).map(([source, target]) => [target, source]))
    const site = read(`deploy/${mounted.get('/etc/nginx/conf.d/default.conf')}`)
    const included = /^include (\S+);/m.exec(site)?.[1] ?? ''
    const upstream = read(`deploy/${mounted.get(included)}`)
    const named = Array.from(upstream.matchAll(/^ +server (\S+?)[ ;]/gm), ([, place]) => place)
    expect(named).toEqual(own(compose).map(([name]) => `${name}:${ENV['PORT']}`))
    expect(Object.keys(proxy.depends_on)).toEqual(own(compose).map(([name]) => name))
    const certificates = Array.from(site.matchAll(/^ +ssl_certificate\w* (\S+);/gm))
    expect(certificates).toHaveLength(2)
    for (const [, place = ''] of certificates) expect(mounted.has(path.dirname(place))).toBe(true)
    for (const port of proxy.ports) {
      const [outside, inside = ''] = port.split(':')
      expect(outside).toBe(inside)
      expect(site).toMatch(new RegExp(`^ +listen ${inside}[ ;]`, 'm'))
    }
  })

  it('asks the database for its health as the account that it makes', async () => {
    const { database } = (await loaded()).services
    const asked = database?.healthcheck?.test ?? []
    const user = database?.environment['POSTGRES_USER']
    expect(asked).toEqual(database === undefined ? [] : ['CMD', 'pg_isready', '-U', user])
  })
})

describe('the unit of systemd', () => {
  const UNIT = 'deploy/systemd/hepatrial.service'
  const lines = Array.from(
    read(UNIT).matchAll(/^([A-Za-z]+)=(.*)$/gm),
    ([, key = '', value = '']) => ({
      key,
      value,
    }),
  )
  const values = (key: string) => lines.filter((line) => line.key === key).map(({ value }) => value)

  it('starts the command of the package where the guide lays it, with settings that the product knows', async () => {
    const [program = '', ...command] = values('ExecStart')[0]?.split(' ') ?? []
    expect(program).toBe(`/opt/hepatrial/bin/${COMMAND}`)
    await expectCommand(command)
    for (const guide of ['docs/install.md', 'docs/install.zh.md']) {
      expect(read(guide)).toContain(program)
      expect(read(guide)).toContain(`/opt/hepatrial/${UNIT}`)
    }
    const set = Object.fromEntries(
      values('Environment').map((of) => of.split('=') as [string, string]),
    )
    expect(Object.keys(set).length).toBeGreaterThan(1)
    expect(unknownSettings(Object.keys(set))).toEqual([])
    expect(saidPurpose(set)).toBe('production')
    expect(set['HEPATRIAL_DATA']).toBe(`/var/lib/${values('StateDirectory')[0] ?? ''}`)
    expect(values('User')).toEqual(['hepatrial'])
    expect(read('docs/install.md')).toContain('useradd --system --home-dir /var/lib/hepatrial')
  })

  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0
  if (!hasSystemd) console.log('Left out: the unit is not read by systemd, which is not here.')

  it.skipIf(!hasSystemd)('has no fault that systemd itself would tell', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'unit-'))
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true })
    })
    const program = path.join(folder, 'hepatrial')
    writeFileSync(program, '#!/bin/sh\n')
    chmodSync(program, 0o755)
    const faultsOf = (text: string): string => {
      const unit = path.join(folder, 'hepatrial.service')
      writeFileSync(unit, text.replace('/opt/hepatrial/bin/hepatrial', program))
      return spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' }).stderr
    }
    expect(faultsOf(read(UNIT))).toBe('')
    expect(faultsOf(read(UNIT).replace('ProtectHome', 'ProtectHom'))).toContain('ProtectHom')
  })
})

it('names in its guides only files of deployment that there are', () => {
  const guides = readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))
  const named = guides.flatMap((guide) => read(`docs/${guide}`).match(/deploy\/[\w./-]*\w/g) ?? [])
  expect(named.length).toBeGreaterThan(5)
  expect([...new Set(named)].filter((file) => !isThere(file) && file !== 'deploy/tls')).toEqual([])
})
