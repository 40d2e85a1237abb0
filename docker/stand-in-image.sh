#!/usr/bin/env bash
# Makes a container image of Keycloak where no image registry is within reach: Debian, a JRE and the server from Maven.
# For tests on such a machine. It is named local/… so that nobody takes it for the official image.
#
#   docker/stand-in-image.sh SERVER_FOLDER IMAGE
#   docker/stand-in-image.sh dev/target/server/keycloak-26.7.3 local/keycloak:26.7.3
#
# Needs mmdebstrap and a running Docker engine.
set -euo pipefail

if [[ $# -ne 2 || ! -f $1/bin/kc.sh ]]; then
  echo "usage: $0 SERVER_FOLDER IMAGE" >&2
  exit 2
fi
server=$1
image=$2

if docker image inspect "$image" >/dev/null 2>&1; then
  echo "$image is there already"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/keycloak"
cp -a "$server/." "$work/keycloak/"
# The official image is prepared like this: any user of group 0 may write.
mkdir -p "$work/keycloak/data"
chmod -R g+rwX "$work/keycloak"

# Into a file: through a pipe an error would go unseen.
mmdebstrap --quiet --variant=minbase --include=openjdk-17-jre-headless,ca-certificates \
  --customize-hook="copy-in $work/keycloak /opt" \
  --customize-hook='chown -R 1000:0 "$1/opt/keycloak"' \
  --customize-hook='echo "keycloak:x:1000:0:Keycloak:/opt/keycloak:/sbin/nologin" >> "$1/etc/passwd"' \
  bookworm "$work/root.tar"

docker import \
  --change 'USER 1000' \
  --change 'ENV LANG=C.UTF-8 KC_RUN_IN_CONTAINER=true' \
  --change 'EXPOSE 8080 8443 9000' \
  --change 'ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]' \
  "$work/root.tar" "$image"
