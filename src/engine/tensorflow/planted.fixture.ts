import { chmodSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A new folder with these files, for tests. */
export function planted(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-engine-')))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
    if (text.startsWith('#!')) chmodSync(join(root, name), 0o755)
  }
  return root
}

/** The files of a TensorFlow of that version, as its wheel lays them out, in a folder `tensorflow`. */
export function plantedTensorFlow(
  version: string,
  { cuda = false, whole = true } = {},
): Record<string, string> {
  const [major, minor, patch] = version.split('.')
  const header = `#define TF_MAJOR_VERSION ${major}\n#define TF_MINOR_VERSION ${minor}\n#define TF_PATCH_VERSION ${patch}\n`
  return {
    ...(Number(minor) < 20
      ? { 'tensorflow/include/tensorflow/core/public/version.h': header }
      : {
          'tensorflow/include/tensorflow/core/public/release_version.h':
            '#ifndef TF_MAJOR_VERSION\n#error "TF_MAJOR_VERSION is not defined!"\n#endif\n',
          [`tensorflow${cuda ? '' : '_cpu'}-${version}.dist-info/WHEEL`]: '',
          'tensorflow_addons-0.23.0.dist-info/WHEEL': '',
        }),
    'tensorflow/python/platform/build_info.py': `build_info = collections.OrderedDict([('is_cuda_build', ${cuda ? 'True' : 'False'}), ('is_rocm_build', False)])`,
    'tensorflow/libtensorflow_cc.so.2': '',
    ...(whole && { 'tensorflow/libtensorflow_framework.so.2': '' }),
  }
}

/** The cache of a user who has the packages already. */
export const plantedPackages: Record<string, string> = {
  'tensorflow/packages/node_modules/@tensorflow/tfjs-node-gpu/package.json': '{"version":"4.22.0"}',
  'tensorflow/packages/node_modules/@tensorflow/tfjs-node-gpu/binding/tfjs_binding.cc': '',
  'tensorflow/packages/node_modules/node-api-headers/package.json': '{}',
}

/** A compiler that makes an empty file of what it is asked for. */
export const COMPILER = '#!/bin/sh\nwhile [ "$1" != -o ]; do shift; done\n: > "$2"\n'
/** One that fails half way. */
export const BROKEN_COMPILER = `#!/bin/sh
while [ "$1" != -o ]; do shift; done
echo half > "$2"
echo 'tfjs_binding.cc:1: error: planted' >&2
exit 1
`
/** A Python that has a TensorFlow in a folder. */
export const python = (folder: string): string =>
  `#!/bin/sh\ncase "$1" in -c) echo '${folder}';; *) echo Python;; esac\n`
/** One without TensorFlow and pip. */
export const PYTHON_WITHOUT_PIP = `#!/bin/sh
case "$1" in -c) echo;; -m) exit 1;; *) echo Python 3;; esac
`
/** One without TensorFlow, whose pip fails. */
export const PYTHON_WITHOUT_NETWORK = `#!/bin/sh
case "$*" in -c*) echo;; *install*) echo 'ERROR: no matching distribution' >&2; exit 1;; *) echo Python 3;; esac
`
