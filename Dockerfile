# One image for every Smoothie process. From a bare clone: docker build -t smoothie .

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
# The poms first: dependencies are downloaded anew only when one of them changes.
COPY pom.xml ./
COPY workflow/pom.xml workflow/
COPY activities/pom.xml activities/
COPY robot-gateway/pom.xml robot-gateway/
COPY cli/pom.xml cli/
RUN --mount=type=cache,target=/root/.m2 mvn -B -q dependency:go-offline -DexcludeGroupIds=io.smoothie || true
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q package -DskipTests -pl cli -am \
    && mvn -B -q package dependency:copy-dependencies -DskipTests -pl cli -am \
       -DincludeScope=runtime -DoutputDirectory=/app/lib \
    && cp cli/target/smoothie-cli-*.jar /app/lib/

FROM eclipse-temurin:17-jre
RUN groupadd --gid 10001 smoothie \
    && useradd --uid 10001 --gid smoothie --create-home smoothie \
    && install -d -o smoothie -g smoothie /data
COPY --from=build /app/lib /app/lib
COPY docker/healthy /app/healthy
USER smoothie
ENV SMOOTHIE_HOME=/home/smoothie/.smoothie \
    SMOOTHIE_DB_URL=jdbc:sqlite:/data/smoothie.db
# The table is one file, shared by the containers of one machine.
VOLUME /data
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-cp", "/app/lib/*", "io.smoothie.cli.Smoothie"]
CMD ["--help"]
