# syntax=docker/dockerfile:1
ARG PYTHON=3.12

# Compiles the models and builds the wheel. It has PyTorch; nothing of that goes further.
FROM python:${PYTHON}-slim AS compile
# The index that PyTorch is taken from: this one has it without libraries for graphics cards.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
# Another model or reader, as in docs/settings.md: compiled now, for the last stage cannot.
ARG SUMMIT_MODEL=
ARG SUMMIT_READER=
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 XDG_CACHE_HOME=/opt/cache HF_HOME=/opt/cache/huggingface
WORKDIR /src
COPY pyproject.toml constraints.txt ./
RUN pip install "setuptools>=77" \
 && pip install --index-url "$TORCH_INDEX" "$(sed -n 's/^ *"\(torch==[^"]*\)".*/\1/p' pyproject.toml)"
COPY . .
RUN pip install --constraint constraints.txt --editable ".[compile]"
# First what the wheel takes along, then what the build was asked for.
RUN SUMMIT_MODEL= SUMMIT_READER=none summit prepare \
 && pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && rm -rf /opt/cache/summit/models/all-MiniLM-L6-v2-* /opt/cache/summit/hashes \
 && if [ -n "$SUMMIT_MODEL$SUMMIT_READER" ]; then summit prepare; fi \
 && chmod -R go+rX /opt/cache

# Installs the wheel and what answering takes.
FROM python:${PYTHON}-slim AS install
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY --from=compile /wheels /wheels
COPY constraints.txt /
RUN python -m venv /opt/summit \
 && /opt/summit/bin/pip install --constraint /constraints.txt /wheels/*.whl \
 && /opt/summit/bin/pip uninstall --yes pip

# Answers.
FROM python:${PYTHON}-slim
ARG SUMMIT_MODEL=
ARG SUMMIT_READER=
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin summit \
 && install --directory --owner summit --group summit --mode 700 /data
COPY --from=install /opt/summit /opt/summit
COPY --from=compile /opt/cache /opt/cache
ENV PATH=/opt/summit/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HOME=/tmp XDG_CACHE_HOME=/opt/cache HF_HOME=/opt/cache/huggingface HF_HUB_OFFLINE=1 \
    SUMMIT_DATA=/data SUMMIT_METRICS=127.0.0.1:9464 SUMMIT_MODEL=$SUMMIT_MODEL SUMMIT_READER=$SUMMIT_READER
USER summit
WORKDIR /tmp
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s --retries=3 \
  CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:9464/readyz', timeout=5)"]
ENTRYPOINT ["summit"]
CMD ["run"]
