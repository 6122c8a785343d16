package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.security.ApiClient;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.io.IOException;
import java.lang.reflect.Method;

/** The paths that mappings have beside {@code POST /api/v1/calls/{mapping}}. Opened and closed while the server runs. */
public final class RestPaths {
    private final RequestMappingHandlerMapping handlers;
    private final EventDoor door;
    private final Method submit;

    RestPaths(RequestMappingHandlerMapping handlers, EventDoor door) {
        this.handlers = handlers;
        this.door = door;
        try {
            this.submit = Handler.class.getDeclaredMethod("submit", ApiClient.class, String.class,
                    HttpServletRequest.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the handler has lost its method", e);
        }
    }

    /**
     * Takes events of a mapping at a path.
     *
     * @throws IllegalStateException if the path is taken
     */
    public void open(String mapping, String method, String path) {
        handlers.registerMapping(info(method, path), new Handler(mapping, door), submit);
    }

    /** Answers 404 there from now on. */
    public void close(String method, String path) {
        handlers.unregisterMapping(info(method, path));
    }

    private RequestMappingInfo info(String method, String path) {
        return RequestMappingInfo.paths(path).methods(RequestMethod.valueOf(method))
                .options(handlers.getBuilderConfiguration()).build();
    }

    /** What Spring MVC calls for one path. */
    static final class Handler {
        private final String mapping;
        private final EventDoor door;

        Handler(String mapping, EventDoor door) {
            this.mapping = mapping;
            this.door = door;
        }

        ResponseEntity<CallBody> submit(@AuthenticationPrincipal ApiClient client,
                @RequestHeader(name = "Prefer", required = false) @Nullable String prefer, HttpServletRequest request)
                throws IOException {
            return door.submit(mapping, client, prefer, request);
        }
    }
}
