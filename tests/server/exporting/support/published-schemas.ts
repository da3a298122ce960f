import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import addFormats from 'ajv-formats'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { validateXML } from 'xmllint-wasm'

const SCHEMAS = path.resolve(import.meta.dirname, '../../../../../shared/reference/cdisc/schemas')

/** Where the published schemas are not beside the checkout nothing is held against them. */
export const hasSchemas = existsSync(SCHEMAS)
if (!hasSchemas) {
  process.stderr.write(
    `The published schemas are not at ${SCHEMAS}: no file is held against them.\n`,
  )
}

/** What the published Dataset-JSON schema says against a file. */
export function datasetJsonFaults(dataset: unknown): readonly string[] {
  const validate = (compiled ??= compileDatasetSchema())
  validate(dataset)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

let compiled: ReturnType<typeof compileDatasetSchema> | undefined

function compileDatasetSchema() {
  const ajv = new Ajv2019({ strict: false, allErrors: true })
  addFormats(ajv)
  const schema = JSON.parse(
    readFileSync(path.join(SCHEMAS, 'dataset-json-1.1', 'dataset.schema.json'), 'utf8'),
  ) as object
  return ajv.compile(schema)
}

/** All files of Define-XML's schema in one folder: the validator knows no others. */
function defineSchemaFiles(): { fileName: string; contents: string }[] {
  const root = path.join(SCHEMAS, 'define-2.1')
  return ['cdisc-define-2.1', 'cdisc-odm-1.3.2', 'core'].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((fileName) => ({
      fileName,
      contents: readFileSync(path.join(root, folder, fileName), 'utf8').replace(
        /schemaLocation="\.\.\/[^"/]+\//g,
        'schemaLocation="',
      ),
    })),
  )
}

/** What the published Define-XML schema says against a file, its root element included. */
export async function defineFaults(text: string): Promise<readonly string[]> {
  const files = defineSchemaFiles()
  const main = files.filter(({ fileName }) => fileName === 'define2-1-0.xsd')
  const { errors } = await validateXML({
    xml: { fileName: 'define.xml', contents: text },
    schema: main,
    preload: files.filter((file) => !main.includes(file)),
    initialMemoryPages: 2048,
    maxMemoryPages: 65_536,
  })
  const isRooted = /^<\?xml[^>]*\?>\s*<ODM\s/.test(text)
  // That a part of the schema is read once although two others name it is no fault of the file.
  const faults = errors
    .map(({ message }) => message)
    .filter((one) => !one.includes('parser warning'))
  return [...faults, ...(isRooted ? [] : ['The root is not ODM.'])]
}
