// Last step of the build: the licence line, the images the style sheet names, axe-core for the tests, and VERSIONS.
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const out = process.argv[2]
const builtFrom = ['govuk-frontend', '@ministryofjustice/frontend']
const builtWith = ['sass', 'esbuild']
const described = (name) => JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8'))
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex')
const line = (name) => `${name} ${described(name).version} ${described(name).license}`

const banner = `/*! Contains ${builtFrom.map(line).join(' and ')}, copyright Crown copyright. See VERSIONS. */\n`
for (const name of ['civic.css', 'civic.js']) {
  const file = join(out, name)
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '').replace(/\/[*/]# sourceMappingURL=[^\n]*\n?/g, '')
  writeFileSync(file, banner + text)
}

const style = readFileSync(join(out, 'civic.css'), 'utf8')
for (const [, name] of style.matchAll(/url\("?images\/([^")]+)"?\)/g)) {
  const image = join('node_modules/@ministryofjustice/frontend/moj/assets/images', name)
  if (!existsSync(image)) throw new Error(`The style sheet names ${name}, which nobody ships.`)
  mkdirSync(join(out, 'images'), { recursive: true })
  copyFileSync(image, join(out, 'images', name))
}

const files = [...['civic.css', 'civic.js', 'favicon.svg'], ...readdirSync(join(out, 'images')).sort().map((name) => `images/${name}`)]
const versions = [
  '# Written by assets/build. Name, version, licence of what is inside and of what built it; then sha256 of each file.',
  ...builtFrom.map((name) => `inside ${line(name)}`),
  ...builtWith.map((name) => `tool ${line(name)}`),
  ...files.map((name) => `file ${name} sha256 ${sha256(join(out, name))}`),
]
writeFileSync(join(out, 'VERSIONS'), versions.join('\n') + '\n')

const tests = '../tests/browser/vendor'
mkdirSync(tests, { recursive: true })
copyFileSync('node_modules/axe-core/axe.min.js', join(tests, 'axe.min.js'))
writeFileSync(join(tests, 'VERSIONS'), `${line('axe-core')} axe.min.js sha256 ${sha256(join(tests, 'axe.min.js'))}\n`)
