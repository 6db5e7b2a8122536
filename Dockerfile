# Builds the catalogue; only Docker must be installed:
#   docker build --tag hors-bocal . && docker run --rm --volume "$PWD/dist:/app/dist" hors-bocal
FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Packages first: they change less often than texts.
COPY Makefile requirements.lock ./
RUN make .venv/run.stamp
COPY . .
CMD ["make", "release"]
