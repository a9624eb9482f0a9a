# Sourced by run.sh: what an authority, a login and a client do, with openssl alone. Files are made in $work.

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
sha256() { openssl dgst -sha256 -binary; }
new_key() { openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/$1.key" 2>/dev/null; }

# authority NAME
authority() {
    openssl req -x509 -config "$here/openssl.cnf" -extensions authority -subj "/CN=$1" -days 1 \
        -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$work/$1.key" -out "$work/$1.pem" 2>/dev/null
}

# certificate NAME KIND AUTHORITY
certificate() {
    openssl req -new -config "$here/openssl.cnf" -subj "/CN=$1" \
        -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null &&
        openssl x509 -req -in "$work/$1.csr" -CA "$work/$3.pem" -CAkey "$work/$3.key" -CAcreateserial -days 1 \
            -extfile "$here/openssl.cnf" -extensions "$2" -out "$work/$1.pem" 2>/dev/null
}

# jwk KEY: the public half, with its required members in the order of RFC 7638.
jwk() {
    local modulus
    modulus="$(openssl rsa -in "$work/$1.key" -noout -modulus | cut -d = -f 2 | sed 's/../\\x&/g')"
    printf '{"e":"AQAB","kty":"RSA","n":"%s"}' "$(printf '%b' "$modulus" | base64url)"
}

thumbprint() { jwk "$1" | sha256 | base64url; }

# jwt KEY HEADER PAYLOAD
jwt() {
    local signed
    signed="$(printf '%s' "$2" | base64url).$(printf '%s' "$3" | base64url)"
    printf '%s.%s' "$signed" "$(printf '%s' "$signed" | openssl dgst -sha256 -sign "$work/$1.key" -binary | base64url)"
}

# token AUDIENCE KEY: as the login issues it to maria, bound to the key of her client (RFC 9449, section 6).
token() {
    local now
    now="$(date +%s)"
    jwt login '{"alg":"RS256","kid":"login","typ":"at+jwt"}' \
        "{\"iss\":\"https://login.example\",\"sub\":\"maria\",\"aud\":\"$1\",\"client_id\":\"desk\",\"tenant_id\":\"acme\",\"jti\":\"$now\",\"iat\":$now,\"exp\":$((now + 600)),\"cnf\":{\"jkt\":\"$(thumbprint "$2")\"}}"
}

# proof KEY TOKEN ADDRESS: as the client makes it for one request (RFC 9449, section 4.2).
proof() {
    jwt "$1" "{\"typ\":\"dpop+jwt\",\"alg\":\"RS256\",\"jwk\":$(jwk "$1")}" \
        "{\"jti\":\"$(openssl rand -hex 16)\",\"htm\":\"POST\",\"htu\":\"$3\",\"iat\":$(date +%s),\"ath\":\"$(printf '%s' "$2" | sha256 | base64url)\"}"
}
