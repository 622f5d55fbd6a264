#!/bin/sh
# Installs the programs of the system that Souffleur uses, when it may; else prints the line that does.
# usage: system_packages.sh run|test
set -eu

missing=""
need() { # program, Debian packages
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

need tesseract "tesseract-ocr tesseract-ocr-fra tesseract-ocr-eng"
need soffice "libreoffice-writer-nogui"
command -v tesseract >/dev/null 2>&1 && ! tesseract --list-langs 2>/dev/null | grep -qx fra && missing="$missing tesseract-ocr-fra"
if command -v ldconfig >/dev/null 2>&1 && ! ldconfig -p | grep -q 'libmagic\.so\.1'; then missing="$missing libmagic1"; fi
if [ "$1" = test ]; then
    command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
    need npm npm
    need dovecot dovecot-imapd
    need strace strace
    need ip iproute2
    need unshare util-linux
fi
[ -z "$missing" ] && exit 0

line="apt-get install --yes --no-install-recommends$missing"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Programmes du système / system packages:$missing"
    # shellcheck disable=SC2086
    if (apt-get update -qq && DEBIAN_FRONTEND=noninteractive $line -qq) >/dev/null 2>&1; then exit 0; fi
    echo "Installation impossible / could not be installed."
elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    echo "Programmes du système / system packages:$missing"
    # shellcheck disable=SC2086
    if (sudo -n apt-get update -qq && sudo -n env DEBIAN_FRONTEND=noninteractive $line -qq) >/dev/null 2>&1; then exit 0; fi
    echo "Installation impossible / could not be installed."
fi
cat <<EOF
Il manque des programmes pour lire les scans et les anciens fichiers Word. Souffleur fonctionne sans, et le dit fichier
par fichier. Pour les ajouter :
Some programs for reading scans and old Word files are missing. Souffleur works without them, and says so file by file.
To add them:

    sudo $line

EOF
exit 0
