#!/usr/bin/env python3
"""CPU time of drain3 from line text to cluster id: drain3_speed.py STREAM.txt -> name, seconds, clusters (tabs)."""

import sys
import time

from drain3 import TemplateMiner
from drain3.masking import MaskingInstruction
from drain3.template_miner_config import TemplateMinerConfig

# The four usual masks, as in the evaluation kit's table of peers.
MASKS = [
    (r"((?<=[^A-Za-z0-9])|^)(/[^\s:=,]+)+((?=[^A-Za-z0-9])|$)", "PATH"),
    (r"((?<=[^A-Za-z0-9])|^)(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})((?=[^A-Za-z0-9])|$)", "IP"),
    (r"((?<=[^A-Za-z0-9])|^)(0x[a-fA-F0-9]+)((?=[^A-Za-z0-9])|$)", "HEX"),
    (r"((?<=[^A-Za-z0-9])|^)([\-\+]?\d+)((?=[^A-Za-z0-9])|$)", "NUM"),
]


def miner(masks):
    config = TemplateMinerConfig()
    config.profiling_enabled = False
    config.masking_instructions = [MaskingInstruction(pattern, name) for pattern, name in masks]
    return TemplateMiner(config=config)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = file.read().split("\n")
    if lines[-1] == "":
        lines.pop()
    for name, masks in [("drain3 0.9.11 default", []), ("drain3 0.9.11 + 4 masks", MASKS)]:
        templates = miner(masks)
        start = time.process_time()
        for line in lines:
            templates.add_log_message(line)
        print(name, time.process_time() - start, len(templates.drain.clusters), sep="\t")


if __name__ == "__main__":
    main()
