# A machine of its own for the commands of the manual: files, network, processes and host name are not those of the machine
# that it runs on, and are gone when it ends. It has what a small site has before it reads docs/install.md: a Dovecot and a
# Postfix that know passwords, a certificate, an identity provider, and the program.
#
# machine.sh FOLDER: the class path is in FOLDER/classpath, the steps to be run are FOLDER/steps/*.sh
set -eu
folder=$1

mount -t tmpfs tmpfs /mnt
for directory in etc var root; do
    mkdir -p "/mnt/upper/$directory" "/mnt/work/$directory"
    mount -t overlay overlay \
        -o "lowerdir=/$directory,upperdir=/mnt/upper/$directory,workdir=/mnt/work/$directory" "/$directory"
done
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/lock /run/shm
ip link set lo up
hostname mail.example.org
printf '127.0.0.1 localhost mail.example.org idp.example.org\n' >/etc/hosts

# The old mail server.
groupadd mail-operators
groupadd --gid 5000 vmail
useradd --uid 5000 --gid 5000 --home-dir /var/vmail --no-create-home vmail
mkdir -p /var/vmail && chown vmail:vmail /var/vmail
rm -rf /etc/dovecot/conf.d && mkdir -p /etc/dovecot/conf.d
cat >/etc/dovecot/dovecot.conf <<'EOF'
listen = 127.0.0.1
protocols = imap lmtp
ssl = no
log_path = /var/log/dovecot.log
mail_location = maildir:/var/vmail/%u
first_valid_uid = 5000
hostname = mail.example.org
postmaster_address = postmaster@example.org
!include conf.d/*.conf
EOF
cat >/etc/dovecot/conf.d/10-auth.conf <<'EOF'
disable_plaintext_auth = yes
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
  default_fields = uid=vmail gid=vmail
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = 10024
  }
}
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
EOF
printf '%s:{PLAIN}a password::::::\n' ada@example.org bob@example.org >/etc/dovecot/users
cat >/etc/postfix/main.cf <<'EOF'
compatibility_level = 3.6
myhostname = mail.example.org
mydestination =
mynetworks = 127.0.0.2/32
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_database_type = texthash
smtp_dns_support_level = disabled
alias_maps =
alias_database =
maillog_file = /var/log/mail.log
default_transport = discard
relay_transport = discard
local_recipient_maps =
virtual_mailbox_domains = example.org
virtual_mailbox_maps = texthash:/etc/postfix/mailboxes
virtual_transport = lmtp:inet:127.0.0.1:10024
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_security_options = noanonymous
smtpd_sender_login_maps = texthash:/etc/postfix/mailboxes
EOF
printf '%s %s\n' ada@example.org ada@example.org bob@example.org bob@example.org >/etc/postfix/mailboxes
cat >/etc/postfix/master.cf <<'EOF'
127.0.0.1:587 inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
cleanup   unix  n       -       n       -       0       cleanup
qmgr      unix  n       -       n       300     1       qmgr
rewrite   unix  -       -       n       -       -       trivial-rewrite
bounce    unix  -       -       n       -       0       bounce
defer     unix  -       -       n       -       0       bounce
trace     unix  -       -       n       -       0       bounce
proxymap  unix  -       -       n       -       -       proxymap
pickup    unix  n       -       n       60      1       pickup
error     unix  -       -       n       -       -       error
retry     unix  -       -       n       -       -       error
discard   unix  -       -       n       -       -       discard
lmtp      unix  -       -       n       -       -       lmtp
anvil     unix  -       -       n       -       1       anvil
postlog   unix-dgram n  -       n       -       1       postlogd
EOF
mkdir -p /var/spool/postfix
dovecot
postfix -c /etc/postfix check
postfix -c /etc/postfix start >/dev/null

# Its certificate, which everybody trusts.
live=/etc/letsencrypt/live/mail.example.org
mkdir -p "$live"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=mail.example.org \
    -addext subjectAltName=DNS:mail.example.org -keyout "$live/privkey.pem" -out "$live/fullchain.pem" 2>/dev/null
mkdir -p /etc/dovecot/private
cp "$live/fullchain.pem" /etc/dovecot/private/dovecot.pem
cat "$live/fullchain.pem" >>/etc/ssl/certs/ca-certificates.crt

# The program on the path, and the provider. Its address is not the manual's: each step is told.
mkdir -p /run/program
cat >/run/program/postern <<EOF
#!/bin/sh
exec "$(cat "$folder/java")" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '$(cat "$folder/classpath")' dev.postern.cli.Postern "\$@"
EOF
chmod 755 /run/program/postern
export PATH="/run/program:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
mkdir /run/here
cd /run/here
"$(cat "$folder/java")" -cp "$(cat "$folder/classpath")" dev.postern.integration.manual.IssuerInTheMachine /run/here &
for _ in $(seq 300); do [ ! -e /run/here/issuer ] || break; sleep 0.1; done
issuer=$(cat /run/here/issuer)

for step in "$folder"/steps/*.sh; do
    sed -i "s,https://idp.example.org/realms/example,$issuer,g" "$step"
    set +e
    timeout 120 bash -e "$step" >"$step.out" 2>&1 </dev/null
    echo $? >"$step.exit"
    set -e
done
cp /var/log/dovecot.log /var/log/mail.log "$folder/"
echo done >"$folder/done"
