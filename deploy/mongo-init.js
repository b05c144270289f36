// Makes the three members a replica set, and two accounts: one to administer it, and Stencil's, which may do what Stencil
// needs and nothing else. May run again: what is there stays. Runs beside mongo-1, since as long as there is no account
// MongoDB lets in nobody but localhost.
const secret = name => require('fs').readFileSync(`/run/secrets/${name}`, 'utf8').trim();

if (!db.hello().setName) {
  rs.initiate({
    _id: 'stencil',
    members: [
      // The first, so that this script meets the primary.
      { _id: 0, host: 'mongo-1:27017', priority: 2 },
      { _id: 1, host: 'mongo-2:27017' },
      { _id: 2, host: 'mongo-3:27017' },
    ],
  });
}
while (!db.hello().isWritablePrimary) {
  sleep(500);
}

const admin = db.getSiblingDB('admin');
const password = secret('mongodb-admin-password');
try {
  admin.auth('admin', password);
} catch (none) {
  admin.createUser({ user: 'admin', pwd: password, roles: ['root'] });
  admin.auth('admin', password);
}

const mydatabase = db.getSiblingDB('mydatabase');
if (!mydatabase.getRole('stencil')) {
  mydatabase.createRole({
    role: 'stencil',
    privileges: ['users', 'templates', 'sessions', 'stencil'].map(collection => ({
      resource: { db: 'mydatabase', collection },
      actions: ['find', 'insert', 'update', 'remove', 'createIndex', 'listIndexes'],
    })),
    roles: [],
  });
}
if (!mydatabase.getUser('stencil')) {
  mydatabase.createUser({ user: 'stencil', pwd: secret('mongodb-password'), roles: ['stencil'] });
}
