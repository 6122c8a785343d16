// Compiles src/main/solidity/*.sol into src/main/resources/contracts/<Name>.json.
//
//   node build.mjs            writes the artifacts
//   node build.mjs --check    compiles again and fails if a committed artifact differs from its source
//   node build.mjs --help
//
// The same sources and the same package-lock.json give the same bytes on every machine.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = dirname(fileURLToPath(import.meta.url))
const SOURCES = 'src/main/solidity'
const ARTIFACTS = 'src/main/resources/contracts'
const OPTIMIZER_RUNS = 200
// Without PUSH0 (Shanghai) and MCOPY (Cancun): the code runs on every EVM and Kaia chain that is in use.
const EVM_VERSION = 'paris'

class BuildFailure extends Error {}

async function loadCompiler() {
  try {
    return (await import('solc')).default
  } catch (e) {
    if (e.code !== 'ERR_MODULE_NOT_FOUND') throw e
    throw new BuildFailure(`The Solidity compiler is not installed: run "npm ci --ignore-scripts" in ${HERE}.`)
  }
}

function sourceOf(name) {
  return `${SOURCES}/${name}.sol`
}

function readImport(path) {
  const file = join(HERE, 'node_modules', path)
  return existsSync(file) ? { contents: readFileSync(file, 'utf8') } : { error: `${path} is not in node_modules` }
}

function compile(solc, names) {
  const sources = Object.fromEntries(
    names.map((name) => [sourceOf(name), { content: readFileSync(join(HERE, sourceOf(name)), 'utf8') }])
  )
  const settings = {
    evmVersion: EVM_VERSION,
    optimizer: { enabled: true, runs: OPTIMIZER_RUNS },
    metadata: { bytecodeHash: 'none' },
    outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } }
  }
  const input = JSON.stringify({ language: 'Solidity', sources, settings })
  const output = JSON.parse(solc.compile(input, { import: readImport }))
  const messages = (output.errors ?? []).map((e) => e.formattedMessage)
  if (messages.length > 0) {
    const text = messages.join('\n')
    throw new BuildFailure(`The contracts do not compile cleanly (a warning counts as an error):\n${text}`)
  }
  return output.contracts
}

function artifact(name, compiled, compiler) {
  const contract = compiled[sourceOf(name)]?.[name]
  if (!contract) throw new BuildFailure(`${sourceOf(name)} does not define a contract named ${name}.`)
  return {
    contractName: name,
    abi: contract.abi,
    bytecode: `0x${contract.evm.bytecode.object}`,
    deployedBytecode: `0x${contract.evm.deployedBytecode.object}`,
    compiler,
    sourceSha256: createHash('sha256').update(readFileSync(join(HERE, sourceOf(name)))).digest('hex')
  }
}

function namesIn(folder, ending) {
  const path = join(HERE, folder)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending))
    .sort()
}

/** All artifacts as they should be: file name -> content. */
async function expectedArtifacts() {
  const solc = await loadCompiler()
  const names = namesIn(SOURCES, '.sol')
  const compiled = compile(solc, names)
  const version = solc.version().replace(/\.Emscripten.*$/, '')
  const compiler = `solc ${version}, optimizer ${OPTIMIZER_RUNS} runs, evm ${EVM_VERSION}`
  return new Map(names.map((name) => [name, JSON.stringify(artifact(name, compiled, compiler), null, 2) + '\n']))
}

function write(expected) {
  mkdirSync(join(HERE, ARTIFACTS), { recursive: true })
  for (const name of namesIn(ARTIFACTS, '.json')) {
    if (!expected.has(name)) rmSync(join(HERE, ARTIFACTS, `${name}.json`))
  }
  for (const [name, content] of expected) writeFileSync(join(HERE, ARTIFACTS, `${name}.json`), content)
  console.log(`Wrote ${expected.size} artifacts to ${ARTIFACTS}: ${[...expected.keys()].join(', ')}.`)
}

function check(expected) {
  const faults = []
  for (const [name, content] of expected) {
    const file = join(HERE, ARTIFACTS, `${name}.json`)
    if (!existsSync(file)) faults.push(`${ARTIFACTS}/${name}.json is missing.`)
    else if (readFileSync(file, 'utf8') !== content) {
      faults.push(`${ARTIFACTS}/${name}.json is not what ${sourceOf(name)} compiles to.`)
    }
  }
  for (const name of namesIn(ARTIFACTS, '.json')) {
    if (!expected.has(name)) faults.push(`${ARTIFACTS}/${name}.json has no source ${sourceOf(name)}.`)
  }
  if (faults.length > 0) {
    throw new BuildFailure(`${faults.join('\n')}\nRun "node build.mjs" in ${HERE} and commit the result.`)
  }
  console.log(`The ${expected.size} artifacts in ${ARTIFACTS} match their sources.`)
}

const [option, ...rest] = process.argv.slice(2)
try {
  if (option === '--help') {
    console.log('node build.mjs            compiles the contracts and writes the artifacts')
    console.log('node build.mjs --check    fails if a committed artifact differs from its source')
  } else if (rest.length > 0 || (option !== undefined && option !== '--check')) {
    throw new BuildFailure(`Unknown arguments: ${process.argv.slice(2).join(' ')}. See node build.mjs --help.`)
  } else if (option === '--check') {
    check(await expectedArtifacts())
  } else {
    write(await expectedArtifacts())
  }
} catch (e) {
  if (!(e instanceof BuildFailure)) throw e
  console.error(e.message)
  process.exitCode = 1
}
