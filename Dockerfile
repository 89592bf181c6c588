# The program with its claims, for schedulers of containers:
#
#   docker build --build-arg COMMIT=$(git rev-parse HEAD) -t attention-assay .
#   docker run --rm -v "$PWD/evidence:/evidence" attention-assay verify --out /evidence
#
# ci/cluster/build-in-folder does the same without a container engine; it knows the instructions that stand here.
FROM node:22-slim
WORKDIR /opt/attention-assay
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . ./
# A compiled claim names the hash of its source, and the program its commit: the evidence names both.
RUN npm run --silent build && ci/mark-sources dist
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund
ARG COMMIT
RUN test -z "$COMMIT" || echo "$COMMIT" > commit
USER node
ENTRYPOINT ["node", "dist/src/cli/assay.js"]
