// The two passkey ceremonies. What the server asks for stands in data attributes of the one form that has
// data-ceremony; what the authenticator answers goes into its hidden fields. The button is enabled when it works.

const form = document.querySelector("form[data-ceremony]");
const asked = form.dataset;

const bytes = (text) => {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain.padEnd(Math.ceil(plain.length / 4) * 4, "=")), (c) => c.codePointAt(0));
};

const text = (buffer) =>
  btoa(String.fromCodePoint(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const said = (value) => (value && value !== "not specified" ? value : undefined);

const keys = (ids) => ids.map((id) => ({ type: "public-key", id: bytes(id) }));

const timeout = () => (Number(asked.timeout) > 0 ? Number(asked.timeout) * 1000 : undefined);

async function get() {
  const known = [...document.querySelectorAll("[data-passkey]")].map((key) => key.dataset.passkey);
  const result = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(asked.challenge),
      rpId: asked.rpId,
      timeout: timeout(),
      userVerification: said(asked.userVerification),
      allowCredentials: asked.identified === "true" ? keys(known) : [],
    },
  });
  return {
    clientDataJSON: text(result.response.clientDataJSON),
    authenticatorData: text(result.response.authenticatorData),
    signature: text(result.response.signature),
    credentialId: result.id,
    userHandle: result.response.userHandle ? text(result.response.userHandle) : "",
  };
}

async function create() {
  const result = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(asked.challenge),
      rp: { id: asked.rpId, name: asked.rpName },
      user: { id: bytes(asked.userId), name: asked.username, displayName: asked.username },
      pubKeyCredParams: asked.algorithms.split(" ").map((alg) => ({ type: "public-key", alg: Number(alg) })),
      timeout: timeout(),
      attestation: said(asked.attestation),
      authenticatorSelection: {
        authenticatorAttachment: said(asked.attachment),
        residentKey: said(asked.residentKey),
        userVerification: said(asked.userVerification),
      },
      excludeCredentials: keys(asked.exclude.split(",").filter(Boolean)),
    },
  });
  return {
    clientDataJSON: text(result.response.clientDataJSON),
    attestationObject: text(result.response.attestationObject),
    publicKeyCredentialId: text(result.rawId),
    transports: result.response.getTransports?.().join(",") ?? "",
    authenticatorAttachment: result.authenticatorAttachment ?? "",
  };
}

async function answer() {
  try {
    return window.PublicKeyCredential ? await (asked.ceremony === "get" ? get() : create()) : { error: asked.unsupported };
  } catch (refused) {
    return { error: String(refused) };
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  for (const [name, value] of Object.entries(await answer())) {
    form.elements.namedItem(name).value = value;
  }
  form.submit();
});

form.querySelector("button[type=submit]").disabled = false;
