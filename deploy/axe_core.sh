#!/bin/sh
# Fetches axe-core, which finds what keeps a page from people with a handicap, for the tests alone; it is no part of the
# product. It lies in the user's cache, outside of the repository. Without npm or network the test is skipped, and says so.
# usage: axe_core.sh
set -eu

version=4.14.1
sum=29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c
folder="${XDG_CACHE_HOME:-$HOME/.cache}/souffleur-tests/axe-core-$version"
[ -s "$folder/axe.min.js" ] && exit 0

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if command -v npm >/dev/null 2>&1 && (cd "$scratch" && npm pack --silent "axe-core@$version") >/dev/null 2>&1; then
    tar -xzf "$scratch/axe-core-$version.tgz" -C "$scratch" package/axe.min.js
    if ! echo "$sum  $scratch/package/axe.min.js" | sha256sum --check --status; then
        echo "axe-core $version: fichier inattendu / unexpected file" >&2
        exit 1
    fi
    mkdir -p "$folder"
    mv "$scratch/package/axe.min.js" "$folder/axe.min.js"
    exit 0
fi
echo "axe-core: npm ou le réseau manque, l'essai d'accessibilité sera sauté / npm or the network is missing, the accessibility test will be skipped"
exit 0
