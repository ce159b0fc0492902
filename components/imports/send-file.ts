export type Sending = { answer: Promise<{ ok: true; id: number } | { ok: false; message: string }>; abort: () => void };

/** Sends a file as it is, and tells how much of it has left, from 0 to 1. (fetch cannot tell.) */
export function sendFile(file: File, onPart: (part: number) => void): Sending {
  const request = new XMLHttpRequest();
  const answer: Sending["answer"] = new Promise((done) => {
    request.upload.onprogress = ({ loaded, total }) => onPart(total > 0 ? loaded / total : 0);
    request.upload.onload = () => onPart(1);
    request.onload = () => done(read(request));
    request.onerror = () =>
      done({
        ok: false,
        message: "The line broke before the file had arrived. Nothing of it was kept; please try again.",
      });
    request.onabort = () => done({ ok: false, message: "Stopped. Nothing of the file was kept." });
  });
  request.open("POST", "/members/import/upload");
  request.setRequestHeader("content-type", "application/octet-stream");
  request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
  request.send(file);
  return { answer, abort: () => request.abort() };
}

function read(request: XMLHttpRequest): Awaited<Sending["answer"]> {
  try {
    const { id, message } = JSON.parse(request.responseText) as { id?: number; message?: string };
    if (request.status === 201 && id) return { ok: true, id };
    if (message) return { ok: false, message };
  } catch {
    // An answer that is no JSON came from something in between, a proxy with a limit of its own perhaps.
  }
  return {
    ok: false,
    message:
      request.status === 413
        ? "Something between you and Tenfour refuses files this large. Please split it in parts."
        : "The file did not arrive, and nothing of it was kept. Please try again.",
  };
}
