"""The files of deploy/: systemd's units by systemd-analyze, Kubernetes' by the schemas of its API, the chart by Helm itself.

`deploy.py [HELM]`; what is not on the machine is said not to be checked. No cluster is asked, and no container is built.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
#: The oldest version of Kubernetes that the chart names, and one of today.
VERSIONS = ("1.25", "1.34")


def units():
    """Each unit as it would be installed, but with a program that is there."""
    if not shutil.which("systemd-analyze"):
        print("NOT CHECKED: systemd's units (systemd-analyze is not there)")
        return
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for file in sorted((DEPLOY / "systemd").glob("*.service")):
            text = file.read_text().replace("/usr/bin/errpredict", "/bin/true").replace("User=errpredict", "User=daemon")
            text = text.replace("Group=errpredict", "Group=daemon")
            (pathlib.Path(folder) / file.name).write_text(text)
            names.append(file.name.replace("@.", "@8080."))
            if "@." in file.name:
                (pathlib.Path(folder) / names[-1]).write_text(text.replace("%i", "8080"))
        for name in names:
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", f"{folder}/{name}"], capture_output=True, text=True)
            said = [line for line in (done.stdout + done.stderr).splitlines() if folder in line or "errpredict" in line]
            assert done.returncode == 0 and not said, f"{name}: {done.returncode} {done.stderr}"
        print(f"{len(names)} units, verified by systemd-analyze")


def validate(text, what):
    """Each object by the schema of its kind, strictly: what is no field is refused."""
    import kubernetes_validate
    import yaml

    objects = [one for one in yaml.safe_load_all(text) if one]
    for one in objects:
        for version in VERSIONS:
            kubernetes_validate.validate(one, version, strict=True)
    labelled = {kind: [one for one in objects if one["kind"] == kind] for kind in ("Deployment", "Service", "PodDisruptionBudget", "Job")}
    pods = {}
    for one in labelled["Deployment"]:
        labels = one["spec"]["template"]["metadata"]["labels"]
        assert one["spec"]["selector"]["matchLabels"].items() <= labels.items(), f"{what}: {one['metadata']['name']} does not select its pods"
        pods[one["metadata"]["name"]] = labels
        container = one["spec"]["template"]["spec"]["containers"][0]
        if "serve" in one["metadata"]["name"]:
            assert {"startupProbe", "livenessProbe", "readinessProbe", "lifecycle"} <= container.keys()
    for one in labelled["Service"] + labelled["PodDisruptionBudget"]:
        selector = one["spec"]["selector"]
        selector = selector.get("matchLabels", selector)
        chosen = [name for name, labels in pods.items() if selector.items() <= labels.items()]
        assert len(chosen) == 1 and "serve" in chosen[0], f"{what}: {one['kind']} selects {chosen}"
    assert len(labelled["Job"]) == 1 and len(pods) == 2, what
    print(f"{what}: {len(objects)} objects, by the schemas of Kubernetes {' and '.join(VERSIONS)}")


def kubernetes(helm):
    try:
        import kubernetes_validate  # noqa: F401
    except ImportError:
        print("NOT CHECKED: Kubernetes' objects (PyPI: kubernetes-validate)")
        return
    text = (DEPLOY / "kubernetes/errpredict.yml").read_text()
    # Kubernetes refuses a job that changed: each version has one of its own.
    tag = re.search(r"image: errpredict:(\S+)", text)[1].replace(".", "-")
    assert f"name: errpredict-migrate-{tag}\n" in text, tag
    validate(text, "the manifests")
    if not helm:
        print("NOT CHECKED: the chart (no Helm was named)")
        return
    chart = str(DEPLOY / "helm/errpredict")
    subprocess.run([helm, "lint", "--strict", chart], check=True, stdout=subprocess.DEVNULL)
    for what, arguments in (("the chart", []), ("the chart with values", ["--set", "serve.replicas=3", "--set", "image.tag=9.9.9", "--set", "env[0].name=MAIL,env[0].value=x"])):
        done = subprocess.run([helm, "template", "shop", chart, *arguments], check=True, capture_output=True, text=True)
        validate(done.stdout, what)
    assert 'image: "errpredict:9.9.9"' in done.stdout and "name: MAIL" in done.stdout and "replicas: 3" in done.stdout


def container():
    """What it copies is there, and what it runs is a command of the program; nothing here can build it."""
    text = (DEPLOY / "Containerfile").read_text()
    for line in re.findall(r"^COPY (?!--from)(\S+)", text, re.M):
        assert (ROOT / line).exists(), line
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".git", "target", "**/*.key"} <= set(ignored), ignored
    version = re.search(r'^rust-version = "(.+)"', (ROOT / "Cargo.toml").read_text(), re.M)[1]
    assert f"rust:{version}-" in text, f"the container builds with another compiler than {version}"
    print("NOT RUN: the container file is built by nobody here (its base images are in no registry at hand)")


if __name__ == "__main__":
    units()
    kubernetes(sys.argv[1] if len(sys.argv) > 1 else None)
    container()
