# One image for every Smoothie process. From a bare clone: docker build -t smoothie .

# The cache mount keeps downloaded libraries from one build to the next.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dquick -DskipTests package \
    && mkdir /own \
    && mv cli/target/lib/smoothie-*.jar cli/target/smoothie-cli-*.jar /own \
    && mv cli/target/lib /libraries

FROM eclipse-temurin:17-jre
RUN groupadd --gid 10001 smoothie \
    && useradd --uid 10001 --gid smoothie --create-home smoothie \
    && install -d -o smoothie -g smoothie /data /authority /credentials \
    && install -d -o smoothie -g smoothie -m 0750 /certificates/broker /certificates/worker /certificates/gateway
# The libraries are a layer of their own: a change of ours rewrites only the last one.
COPY --from=build /libraries /app/lib
# Whatever the umask of the checkout was, the image's user may run them.
COPY --chmod=755 docker/certificates docker/healthy docker/once docker/ready /app/
COPY --from=build /own /app/own
USER smoothie
ENV SMOOTHIE_HOME=/home/smoothie/.smoothie \
    SMOOTHIE_DB_URL=jdbc:sqlite:/data/smoothie.db
# The table is one file in /data, shared by the containers of one machine: give it a volume with a name. The image
# declares none, which would leave a nameless one behind for each container that needs no table.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-cp", "/app/own/*:/app/lib/*", "io.smoothie.cli.Smoothie"]
CMD ["--help"]
