package io.enterpriseproxy.server.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;
import java.util.Set;

/** What {@code /openapi.json} says of all operations: the API key, and problems as their answers. */
@Configuration(proxyBeanMethods = false)
class OpenApiBeans {
    private static final String KEY = "api-key";
    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI openApi() {
        SecurityScheme key = new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("ep_…");
        return new OpenAPI().info(new Info().title("Enterprise Proxy").version("v1")
                .description("Events of enterprise systems become signed contract calls."))
                .servers(List.of(new Server().url("/"))).schemaRequirement(KEY, key)
                .security(List.of(new SecurityRequirement().addList(KEY)));
    }

    @Bean
    GlobalOpenApiCustomizer problemsEverywhere() {
        return api -> {
            api.schema(PROBLEM, problem());
            api.getPaths().values().forEach(path -> path.readOperations().forEach(OpenApiBeans::mayFail));
        };
    }

    private static void mayFail(Operation operation) {
        operation.getResponses().addApiResponse("default", new ApiResponse().description("a problem (RFC 9457)")
                .content(new Content().addMediaType("application/problem+json", new MediaType()
                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
    }

    private static Schema<?> problem() {
        Schema<?> text = new Schema<>().types(Set.of("string"));
        Schema<?> problem = new Schema<>().types(Set.of("object"));
        for (String field : List.of("type", "title", "detail", "code", "place", "found", "expected", "cure")) {
            problem.addProperty(field, text);
        }
        Schema<?> all = new Schema<>().types(Set.of("array"));
        all.setItems(new Schema<>().$ref("#/components/schemas/" + PROBLEM));
        all.setDescription("all of them, if there are several");
        return problem.addProperty("status", new Schema<>().types(Set.of("integer"))).addProperty("problems", all);
    }
}
