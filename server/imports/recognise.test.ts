import { describe, expect, it } from 'vitest';
import type { ImportKind } from '../../shared/import-kinds.ts';
import { proposeMapping } from './propose-mapping.ts';
import { proposeKind } from './recognise.ts';

/** What a table is, its headers, and which of them are left out. */
const tables: readonly (readonly [kind: ImportKind, headers: string, left?: string])[] = [
  // French
  ['lead', 'Prénom;Nom;Société;Statut'],
  ['lead', 'PRENOM;NOM;SOCIETE;STATUT'],
  ['lead', 'Nom;Prénom;Entreprise;Statut du lead;E-mail;Téléphone'],
  ['lead', 'Nom complet;Société;Statut;Courriel'],
  ['lead', 'Nom du contact;Société;Statut;Origine'],
  ['lead', 'Nom du prospect;Société;Statut'],
  ['lead', 'Prénom;Nom de famille;Organisation;Statut de la piste'],
  ['lead', 'Nom;Entreprise;Statut du prospect;Adresse mail'],
  ['person', 'Prénom;Nom;Société;Fonction;Courriel'],
  ['person', 'Nom;Société;E-mail;Téléphone'],
  ['person', 'Nom;Prenom;Mail;Portable'],
  ['person', 'Civilité;Nom;Prénom;Adresse e-mail;Tél.', 'Civilité'],
  ['person', 'Prénom du contact;Nom du contact;Entreprise'],
  ['person', 'Nom et prénom;Entreprise;Poste'],
  ['person', 'Nom;Organisation;Adresse électronique'],
  ['person', 'Contact;Société;Téléphone portable'],
  ['organization', 'Société;Ville;Site web'],
  ['organization', 'Nom de la société;SIRET;Secteur d’activité', 'SIRET'],
  ['organization', 'Raison sociale;Code postal;Ville;Téléphone'],
  ['organization', "Nom de l'entreprise;Adresse;Ville"],
  ['organization', 'Nom;Site web;Secteur'],
  ['organization', 'Société;Statut;Ville', 'Statut'],
  ['organization', 'Nom du compte;Propriétaire'],
  ['deal', "Nom de l'affaire;Montant;Étape;Société"],
  ['deal', 'Opportunité;Montant;Phase;Compte'],
  ['deal', 'Affaire;Valeur;Devise;Étape;Contact'],
  ['deal', 'Titre;Montant;Étape du pipeline;Client'],
  ['deal', 'Nom de la transaction;Montant;Phase de la transaction;Date de fermeture'],
  ['deal', 'Nom;Montant;Statut;Société'],
  ['deal', 'Deal - Title;Deal - Value;Deal - Currency;Deal - Pipeline;Deal - Stage;Deal - Status;Deal - Lost reason;Deal - Organization'],
  ['deal', 'Affaire - Titre;Affaire - Valeur;Affaire - Étape;Affaire - Organisation'],
  ['task', 'Tâche;Échéance;Terminée;Responsable'],
  ['task', 'Intitulé;Date d’échéance;Contact'],
  ['note', 'Note;Contact;Date'],
  ['product', 'Produit;Référence;Prix unitaire'],
  ['product', 'Nom;Référence;Prix;Devise'],
  ['appointment', 'Titre;Début;Fin;Lieu'],
  ['appointment', 'Objet;Date de début;Date de fin;Lieu'],
  ['call', 'Contact;Durée;Appelé le;Résultat'],
  // French and English mixed
  ['lead', 'First name;Nom;Company;Statut'],
  ['lead', 'Prénom;Last name;Société;Status'],
  ['person', 'First Name;Last Name;Société;Email'],
  ['person', 'Prénom;Nom;Company;Email'],
  ['deal', 'Deal;Montant;Étape;Company'],
  // German and Spanish
  ['person', 'Vorname;Nachname;Firma;E-Mail-Adresse'],
  ['lead', 'Vorname;Nachname;Firma;Status'],
  ['organization', 'Firma;Straße;PLZ;Ort;Website'],
  ['person', 'Nombre;Apellidos;Empresa;Correo electrónico'],
  ['lead', 'Nombre;Apellidos;Empresa;Estado'],
  ['person', 'Nombre;Apellidos;Ciudad;Estado'],
  ['organization', 'Empresa;Ciudad;Sitio web'],
];

describe('a table', () => {
  it.each(tables.map(([kind, text, left = '']) => ({ kind, text, left })))(
    'of $kind is known by $text, and what its columns mean',
    ({ kind, text, left }) => {
      const headers = text.split(';');
      expect(proposeKind(headers)).toBe(kind);
      const mapping = proposeMapping(kind, headers);
      expect(headers.filter((header) => !Object.hasOwn(mapping, header)).join(';')).toBe(left);
    },
  );

  it('has the parts of a name where they belong, whichever language tells them', () => {
    expect(proposeMapping('person', ['Prénom du contact', 'Nom du contact'])).toEqual({
      'Prénom du contact': 'first_name',
      'Nom du contact': 'last_name',
    });
    expect(proposeMapping('person', ['Nombre', 'Apellidos'])).toEqual({ Nombre: 'first_name', Apellidos: 'last_name' });
    expect(proposeMapping('person', ['Nom du contact', 'Ville'])).toEqual({ 'Nom du contact': 'name', Ville: 'address.city' });
  });
});
