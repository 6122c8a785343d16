package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Refuses parameters that a list does not know: a misspelt filter would show everything. */
final class KnownParameters implements HandlerInterceptor, WebMvcConfigurer {
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/v1/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("GET") && handler instanceof HandlerMethod method) {
            Set<String> known = new TreeSet<>();
            Stream.of(method.getMethodParameters()).forEach(parameter -> names(parameter).forEach(known::add));
            request.getParameterMap().keySet().stream().filter(name -> !known.contains(name)).findFirst()
                    .ifPresent(unknown -> refuse(unknown, known));
        }
        return true;
    }

    private static Stream<String> names(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(NAMES);
        if (parameter.hasParameterAnnotation(RequestParam.class)) {
            return Stream.of(Objects.requireNonNull(parameter.getParameterName()));
        }
        return parameter.hasParameterAnnotation(ParameterObject.class)
                ? Stream.of(parameter.getParameterType().getRecordComponents()).map(RecordComponent::getName)
                : Stream.empty();
    }

    private static void refuse(String unknown, Set<String> known) {
        throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                "there is no parameter " + unknown + " here" + NearestName.hint(unknown, known), unknown, unknown,
                known.isEmpty() ? "no parameters" : "only " + String.join(", ", known)));
    }
}
