# Two stages: the first installs from the lock file, the second holds only what runs.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/tandem
WORKDIR /src
COPY requirements.lock .
RUN /opt/tandem/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY dialogs dialogs
COPY storage storage
RUN /opt/tandem/bin/pip install --no-deps --no-build-isolation . \
    && /opt/tandem/bin/pip uninstall --yes setuptools pip

FROM python:3.11-slim
# A fixed user without a home or a shell. /data holds the database, /keys its key: two volumes, never one.
RUN groupadd --gid 10001 tandem \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin tandem \
    && install --directory --owner 10001 --group 10001 --mode 0700 /data /keys
COPY --from=build /opt/tandem /opt/tandem
ENV PATH=/opt/tandem/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TANDEM_DATABASE=/data/tandem.db \
    TANDEM_KEY_FILE=/keys/tandem.key \
    TANDEM_LISTEN=0.0.0.0:8080
USER 10001:10001
WORKDIR /data
VOLUME ["/data", "/keys"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["tandem", "healthy"]
ENTRYPOINT ["tandem"]
CMD ["serve"]
