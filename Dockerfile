# Taskdex in a container: docs/deploy.md says how to run it, with a root that nobody can write to.
# The tag is meant to be pinned by digest where it is deployed.
FROM docker.io/library/python:3.13-slim AS build
# What else is installed: opensearch, for a cluster (compose.cluster.yaml).
ARG EXTRA=
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
WORKDIR /opt/taskdex
COPY scripts/uv.txt scripts/uv.txt
RUN python -m venv .venv && .venv/bin/python -m pip install --require-hashes -r scripts/uv.txt
COPY pyproject.toml uv.lock README.md LICENSE ./
# First what changes seldom: the libraries, each checked against its hash.
RUN .venv/bin/uv sync --frozen --no-dev --extra mcp ${EXTRA:+--extra $EXTRA} --no-install-project
COPY index index
COPY webapp webapp
COPY templates templates
COPY static static
# uv's lock file is left behind for anyone to write to.
RUN .venv/bin/uv sync --frozen --no-dev --extra mcp ${EXTRA:+--extra $EXTRA} --no-editable && rm -f .venv/.lock
# The bill of materials lies beside what it lists.
COPY scripts/supply.py scripts/supply.py
RUN .venv/bin/python -m scripts.supply sbom --extra mcp ${EXTRA:+--extra $EXTRA} --output .venv/sbom.cdx.json

FROM docker.io/library/python:3.13-slim
RUN groupadd --system --gid 10001 taskdex \
 && useradd --system --uid 10001 --gid taskdex --home-dir /srv/taskdex --shell /usr/sbin/nologin taskdex \
 && install -d -o taskdex -g taskdex /srv/taskdex
COPY --from=build /opt/taskdex/.venv /opt/taskdex/.venv
ENV PATH=/opt/taskdex/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TASKDEX_HOME=/srv/taskdex
WORKDIR /srv/taskdex
USER 10001:10001
VOLUME ["/srv/taskdex"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-I", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["taskdex"]
CMD ["serve", "--bind", "0.0.0.0:8000"]
