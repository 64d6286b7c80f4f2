#!/usr/bin/env python3
"""Tries to connect to ports one after another and closes what opens: scan.py TARGET FIRST LAST SECONDS-PER-PORT"""

import socket
import sys
import time

for port in range(int(sys.argv[2]), int(sys.argv[3]) + 1):
    probe = socket.socket()
    probe.settimeout(1)
    try:
        probe.connect((sys.argv[1], port))
    except OSError:
        pass
    probe.close()
    time.sleep(float(sys.argv[4]))
