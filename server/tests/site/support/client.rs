//! People at the door: a browser that keeps its cookies and follows no redirection by itself.

use super::House;
use reqwest::redirect::Policy;
use reqwest::{Response, header};

/// A part of a form that carries a file.
pub struct Part<'a> {
    name: &'a str,
    file_name: Option<&'a str>,
    bytes: &'a [u8],
}

impl<'a> Part<'a> {
    pub fn field(name: &'a str, value: &'a str) -> Self {
        Self {
            name,
            file_name: None,
            bytes: value.as_bytes(),
        }
    }

    pub fn file(name: &'a str, file_name: &'a str, bytes: &'a [u8]) -> Self {
        Self {
            name,
            file_name: Some(file_name),
            bytes,
        }
    }
}

pub struct Client {
    url: String,
    http: reqwest::Client,
}

/// An answer, read.
pub struct Answer {
    pub status: u16,
    pub headers: header::HeaderMap,
    pub body: String,
}

impl Answer {
    async fn read(response: Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.unwrap(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Where a redirection leads, without its fragment.
    pub fn location(&self) -> &str {
        assert_eq!(
            self.status, 303,
            "no redirection but {}: {}",
            self.status, self.body
        );
        let location = self.header("location");
        location.split('#').next().unwrap_or(location)
    }

    /// The value of the first field with that name.
    pub fn field(&self, name: &str) -> Option<String> {
        let at = self.body.find(&format!("name=\"{name}\""))?;
        let tag = &self.body[self.body[..at].rfind('<')?..];
        let tag = &tag[..tag.find('>')?];
        let value = tag.split("value=\"").nth(1)?;
        Some(value.split('"').next()?.to_owned())
    }
}

impl Client {
    /// Somebody without an account.
    pub fn anonymous(house: &House) -> Self {
        Self::with(house, header::HeaderMap::new())
    }

    /// Somebody on another kind of browser, with headers of its own.
    pub fn with(house: &House, headers: header::HeaderMap) -> Self {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .default_headers(headers)
            .build()
            .unwrap();
        Self {
            url: house.url.clone(),
            http,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::read(
            self.http
                .get(format!("{}{path}", self.url))
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.http.post(format!("{}{path}", self.url)).form(form);
        Answer::read(request.send().await.unwrap()).await
    }

    /// Sends JSON, as the booth does.
    pub async fn post_json(&self, path: &str, body: &str) -> Answer {
        let request = self
            .http
            .post(format!("{}{path}", self.url))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.to_owned());
        Answer::read(request.send().await.unwrap()).await
    }

    /// Asks what a foreign page may send.
    pub async fn options(&self, path: &str) -> Answer {
        let address = format!("{}{path}", self.url);
        let request = self.http.request(reqwest::Method::OPTIONS, address);
        Answer::read(request.send().await.unwrap()).await
    }

    /// Bytes that are no text: status, bytes, headers.
    pub async fn get_bytes(
        &self,
        path: &str,
        header: Option<(&str, &str)>,
    ) -> (u16, Vec<u8>, header::HeaderMap) {
        let mut request = self.http.get(format!("{}{path}", self.url));
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, response.bytes().await.unwrap().to_vec(), headers)
    }

    /// Sends a form that carries a file, as browsers write it (RFC 7578).
    pub async fn post_parts(&self, path: &str, parts: &[Part<'_>]) -> Answer {
        let mut body = Vec::new();
        for part in parts {
            let name = part.name;
            let mut head = format!("--limit\r\nContent-Disposition: form-data; name=\"{name}\"");
            if let Some(file_name) = part.file_name {
                head.push_str(&format!("; filename=\"{file_name}\""));
                head.push_str("\r\nContent-Type: text/csv");
            }
            body.extend_from_slice(format!("{head}\r\n\r\n").as_bytes());
            body.extend_from_slice(part.bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--limit--\r\n");
        let request = self
            .http
            .post(format!("{}{path}", self.url))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limit")
            .body(body);
        Answer::read(request.send().await.unwrap()).await
    }

    /// The page of a job, once it is over.
    pub async fn job_done(&self, address: &str) -> Answer {
        for _ in 0..200 {
            let answer = self.get(address).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            if !answer.body.contains("data-renew") {
                return answer;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{address} is not over");
    }

    /// Follows redirections to the page where a person would arrive.
    pub async fn arrive(&self, answer: Answer) -> Answer {
        let mut answer = answer;
        while answer.status == 303 {
            let path = answer.location().to_owned();
            answer = self.get(&path).await;
        }
        answer
    }
}
