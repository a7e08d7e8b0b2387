// A shop in Angular: every button fails in another way.
import { HttpClient, provideHttpClient } from '@angular/common/http';
import { Component, inject, provideBrowserGlobalErrorListeners, provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { report } from 'errpredict-browser';
import { provideErrpredict } from 'errpredict-browser/angular';

declare global {
  interface Window {
    DSN: string;
  }
}

@Component({
  selector: 'app-root',
  template: `
    <button id="handler" (click)="charge(7)">handler</button>
    <button id="rejection" (click)="later()">rejection</button>
    <button id="request" (click)="ask()">request</button>
    <button id="caught" (click)="caught()">caught</button>
    <button id="person" (click)="person()">person</button>
    <button id="flood" (click)="flood()">flood</button>
  `,
})
class Shop {
  private readonly http = inject(HttpClient);

  charge(card: number): never {
    throw new TypeError(`no card ${card}`);
  }

  async later(): Promise<void> {
    this.charge(8);
  }

  ask(): void {
    this.http.get('/fails?name=Anna').subscribe();
  }

  caught(): void {
    try {
      this.charge(9);
    } catch (error) {
      report(error, { tags: { step: 'caught' } });
    }
  }

  person(): void {
    throw new Error('no mail to anna@example.com, card 4111111111111111, password=hunter2');
  }

  flood(): void {
    for (let n = 0; n < 3_000; n += 1) (n % 6 ? report : reportError)(new URIError('flood'));
  }
}

void bootstrapApplication(Shop, {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(),
    provideErrpredict({ dsn: window.DSN, service: 'shop-angular', release: 'angular-5.6' }),
  ],
});
