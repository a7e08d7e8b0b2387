// React: a boundary that tells of what it catches, and a hook to tell of the rest.

import { Component, useCallback, type ErrorInfo, type ReactNode } from 'react';
import { report, type More } from './index.js';

/** What a fallback is shown with. */
export interface Fallen {
  error: unknown;
  /** Shows the children again. */
  reset: () => void;
}

/** What {@link ErrorBoundary} is given. */
export interface ErrorBoundaryProps {
  children?: ReactNode;
  /** Shown in place of the children after an error; nothing where absent. */
  fallback?: ReactNode | ((fallen: Fallen) => ReactNode);
  /** Told after the error was reported. */
  onError?: (error: unknown, info: ErrorInfo) => void;
  /** Said beside the error. */
  more?: More;
}

/** Tells of errors while its children are shown, and shows something else then. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { caught?: { error: unknown } }> {
  override state: { caught?: { error: unknown } } = {};

  static getDerivedStateFromError(error: unknown): { caught: { error: unknown } } {
    return { caught: { error } };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    const { more, onError } = this.props;
    report(error, { mechanism: 'react', ...more, extra: { component_stack: info.componentStack ?? '', ...more?.extra } });
    onError?.(error, info);
  }

  override render(): ReactNode {
    const { children, fallback = null } = this.props;
    const { caught } = this.state;
    if (!caught) return children;
    return typeof fallback === 'function' ? fallback({ error: caught.error, reset: () => this.setState({ caught: undefined }) }) : fallback;
  }
}

/** A function that tells of an error, for what a boundary does not see: event handlers, timers, requests. */
export function useReport(): (error: unknown, more?: More) => void {
  return useCallback((error: unknown, more?: More) => report(error, { mechanism: 'react', ...more }), []);
}
