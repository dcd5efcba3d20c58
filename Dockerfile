# One image for every Smoothie process. From a bare clone: docker build -t smoothie .

# The cache mount keeps downloaded libraries from one build to the next.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dquick -DskipTests package \
    && mv cli/target/lib /app && cp cli/target/smoothie-cli-*.jar /app/

FROM eclipse-temurin:17-jre
RUN groupadd --gid 10001 smoothie \
    && useradd --uid 10001 --gid smoothie --create-home smoothie \
    && install -d -o smoothie -g smoothie /data
COPY --from=build /app /app/lib
COPY docker/healthy /app/healthy
USER smoothie
ENV SMOOTHIE_HOME=/home/smoothie/.smoothie \
    SMOOTHIE_DB_URL=jdbc:sqlite:/data/smoothie.db
# The table is one file, shared by the containers of one machine.
VOLUME /data
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-cp", "/app/lib/*", "io.smoothie.cli.Smoothie"]
CMD ["--help"]
