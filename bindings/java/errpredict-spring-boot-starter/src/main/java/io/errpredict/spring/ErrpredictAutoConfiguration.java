package io.errpredict.spring;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.errpredict.Monitor;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A monitor that is told of requests, errors and log lines; filters, appender, health and metrics where the application has those. */
@AutoConfiguration
@ConditionalOnProperty(prefix = "errpredict", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(ErrpredictProperties.class)
public class ErrpredictAutoConfiguration {
    /** The monitor; an application that wants another defines its own. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public Monitor errpredictMonitor() {
        return new Monitor();
    }

    /** What counts. */
    @Bean
    @ConditionalOnMissingBean
    public EventRecorder errpredictRecorder(Monitor monitor, ErrpredictProperties told, Environment environment) {
        String name = environment.getProperty("spring.application.name", "application");
        return new EventRecorder(monitor, told.getService() == null ? name : told.getService(), told.getEnvironment(), told.getRelease());
    }

    /** What looks. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public Watcher errpredictWatcher(Monitor monitor, ApplicationEventPublisher publisher, ErrpredictProperties told) {
        return new Watcher(monitor, publisher, told.getWatchEvery());
    }

    @Bean
    HealthDetails errpredictHealthDetails(EventRecorder recorder, Monitor monitor, Watcher watcher) {
        return new HealthDetails(recorder, monitor, watcher);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = Type.SERVLET)
    @ConditionalOnProperty(prefix = "errpredict", name = "web", matchIfMissing = true)
    static class Servlets {
        @Bean
        ServletEventFilter errpredictFilter(EventRecorder recorder) {
            return new ServletEventFilter(recorder);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = Type.REACTIVE)
    @ConditionalOnProperty(prefix = "errpredict", name = "web", matchIfMissing = true)
    static class Reactive {
        @Bean
        ReactiveEventFilter errpredictFilter(EventRecorder recorder) {
            return new ReactiveEventFilter(recorder);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LoggerContext.class)
    @ConditionalOnProperty(prefix = "errpredict", name = "logback", matchIfMissing = true)
    static class Logs {
        @Bean
        Attached errpredictAppender(EventRecorder recorder) {
            return new Attached(recorder);
        }
    }

    /** The appender on the root logger, until the application ends. */
    static final class Attached implements DisposableBean {
        private final EventAppender appender;
        private final Logger root;

        Attached(EventRecorder recorder) {
            appender = new EventAppender(recorder);
            root = LoggerFactory.getILoggerFactory() instanceof LoggerContext context ? context.getLogger(Logger.ROOT_LOGGER_NAME) : null;
            if (root != null) {
                appender.setContext(root.getLoggerContext());
                appender.start();
                root.addAppender(appender);
            }
        }

        @Override
        public void destroy() {
            if (root != null) {
                root.detachAppender(appender);
                appender.stop();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Metrics {
        @Bean
        ErrpredictMetrics errpredictMetrics(EventRecorder recorder, Monitor monitor, Watcher watcher) {
            return new ErrpredictMetrics(recorder, monitor, watcher);
        }
    }

    /** Spring Boot 3.5. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static class Health3 {
        @Bean
        org.springframework.boot.actuate.health.HealthIndicator errpredictHealthIndicator(HealthDetails details) {
            return () -> {
                var health = details.failure() == null
                        ? org.springframework.boot.actuate.health.Health.up()
                        : org.springframework.boot.actuate.health.Health.unknown().withDetail("failure", details.failure());
                return health.withDetails(details.told()).build();
            };
        }
    }

    /** Spring Boot 4, where the same stands in a module of its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static class Health4 {
        @Bean
        org.springframework.boot.health.contributor.HealthIndicator errpredictHealthIndicator(HealthDetails details) {
            return () -> {
                var health = details.failure() == null
                        ? org.springframework.boot.health.contributor.Health.up()
                        : org.springframework.boot.health.contributor.Health.unknown().withDetail("failure", details.failure());
                return health.withDetails(details.told()).build();
            };
        }
    }
}
